import { PageHeader } from '#kernel/page/index.ts'

export function SituationPage() {
  return <PageHeader title="Situation" />
}
