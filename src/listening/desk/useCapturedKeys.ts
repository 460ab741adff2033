export { isCtrlEnter, useCapturedKeys } from '#kernel/page/index.ts'
