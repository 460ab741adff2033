/** The only door to the frame of the pages: `import { Shell } from '#kernel/page/index.ts'`. */
export { AppRoot } from './AppRoot.tsx'
export * from './Columns.tsx'
export type { NavItem } from './Navigation.tsx'
export * from './PageHeader.tsx'
export * from './Shell.tsx'
export { isCtrlEnter, type ShortcutOptions, useCapturedKeys, useShortcut } from './shortcuts.ts'
export { type Theme, useIsNarrow, useTheme } from './theme.ts'
export { setProduct, usePageTitle } from './title.ts'
