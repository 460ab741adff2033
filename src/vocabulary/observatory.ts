import { type CodeOf, list } from '#kernel/list.ts'

/** What an item of the watch (veille) is. */
export const watchItemKind = list('watch_item_kind', {
  law: { label: 'Loi ou règlement' },
  case_law: { label: 'Jurisprudence' },
  report: { label: 'Rapport' },
  press: { label: 'Presse' },
  event: { label: 'Événement' },
  call_for_projects: { label: 'Appel à projets' },
  practice: { label: 'Pratique inspirante' },
})
export type WatchItemKind = CodeOf<typeof watchItemKind>
