import { PageHeader } from '#kernel/page/index.ts'

export function DeskPage() {
  return <PageHeader title="Tableau de bord" />
}
