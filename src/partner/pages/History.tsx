import { CornerUpRight, Eye, type LucideIcon, MailCheck, MessageCircleQuestion, Reply } from 'lucide-react'
import { Panel, Timeline } from '#kernel/ui/index.ts'
import { type PartnerEvent, partnerEvent, returnOutcome } from '#vocabulary'
import type { PackageFile } from '../package/contract.ts'

const icons: Partial<Record<PartnerEvent, LucideIcon>> = {
  read: Eye,
  acknowledged: MailCheck,
  complement_asked: MessageCircleQuestion,
  redirected: CornerUpRight,
  return_recorded: Reply,
}

/** What this authority did with a package, and who did it. */
export function History({ items }: { items: PackageFile['history'] }) {
  return (
    <Panel title="Historique" level={2}>
      {items.length === 0 ? (
        <p className="muted">Personne ne l’a encore ouvert.</p>
      ) : (
        <Timeline
          label="Historique de l’envoi"
          items={items.toReversed().map((one) => ({
            id: one.id,
            at: one.at,
            icon: icons[one.kind] ?? Eye,
            title: partnerEvent.label(one.kind),
            meta: one.personName,
            body: one.outcome ? returnOutcome.label(one.outcome) : undefined,
          }))}
        />
      )}
    </Panel>
  )
}
