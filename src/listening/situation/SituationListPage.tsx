import { PageHeader } from '#kernel/page/index.ts'

export function SituationListPage() {
  return <PageHeader title="Situations" />
}
