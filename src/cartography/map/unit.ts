import { Unit } from '#listening/authority/contract.ts'

/** What is shown of a unit of an authority: how to reach it, and whether that was checked. */
export const OpenUnit = Unit.pick({
  id: true,
  name: true,
  recipient: true,
  phone: true,
  email: true,
  address: true,
  verification: true,
  verifiedOn: true,
  isOpen: true,
  localTime: true,
})
