import { PageHeader } from '#kernel/page/index.ts'

export function ContactPage() {
  return <PageHeader title="Contact" />
}
