// Short ways to put people and grants into a store, past what the program does to get them there.
import Foundation
import ReviewCore
import Store
import Vault

extension ReviewStore.People {
    /// Adds a person without a key; names are unique, letter case aside (`nameTaken`).
    func add(_ member: Member, _ now: Timestamp) throws(StoreError) {
        try change([.add(member)], nil, now)
    }

    /// Adds a person with the class keys sealed to them, in one transaction.
    func admit(_ member: Member, _ grants: [KeyGrant], _ now: Timestamp) throws(StoreError) {
        try change([.add(member)] + grants.map(PeopleStep.give), nil, now)
    }

    func addGrants(_ grants: [KeyGrant], _ now: Timestamp) throws(StoreError) {
        try change(grants.map(PeopleStep.give), nil, now)
    }
}
