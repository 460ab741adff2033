import { PageHeader } from '#kernel/page/index.ts'

export function CallbackListPage() {
  return <PageHeader title="Rappels" />
}
