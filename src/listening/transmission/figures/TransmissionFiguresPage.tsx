import { PageHeader } from '#kernel/page/index.ts'
import { TransmissionFiguresPanel } from './TransmissionFiguresPanel.tsx'

/** The figures of the transmissions as a page of their own, for those who count and transmit nothing. */
export function TransmissionFiguresPage() {
  return (
    <>
      <PageHeader
        title="Chiffres des transmissions"
        lead="Ce qui a été transmis aux autorités, et ce qu’elles en ont fait."
      />
      <TransmissionFiguresPanel />
    </>
  )
}
