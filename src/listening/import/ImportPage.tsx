import { PageHeader } from '#kernel/page/index.ts'

export function ImportPage() {
  return <PageHeader title="Import" />
}
