import { PageHeader } from '#kernel/page/index.ts'

export function SearchPage() {
  return <PageHeader title="Recherche" />
}
