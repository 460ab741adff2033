import { PageHeader } from '#kernel/page/index.ts'

export function ReportPage() {
  return <PageHeader title="Rapport" />
}
