/** The table itself stands in the contract, so that pages can say beforehand what the API would refuse. */
export { allows, PERMISSIONS, type Permission, scopesAllow } from '@mointering/api-contract/http/permissions'
