/** People: accounts, the posts of institutions, and what passes on when somebody leaves. */
export {
  ACCOUNT_ROLES,
  AccountChange,
  type AccountQuery,
  type AccountRow,
  accounts,
  type Colleague,
  changeAccount,
  closeAccount,
  colleaguesOf,
  findAccount,
  holdsWork,
  NewAccount,
  openAccount,
  openFirstAccount,
  reopenAccount,
  successorsOf,
} from './account.ts'
export { HandOver, type Holdings, handOver, holdings } from './holdings.ts'
export { headOf, mayAppoint, mayHandOver, mayManageAccounts } from './permission.ts'
export { Appointment, appoint, type PostHolder, PostName, posts, vacate } from './post.ts'
