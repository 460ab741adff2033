import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { Badge, formatShortDateTime, Panel, plural, TextLink } from '#kernel/ui/index.ts'
import { deliveryState, deliveryTrouble } from '#vocabulary'
import { listUndelivered } from './contract.ts'

/** What has not arrived, and the notices that have not left; nothing when all is well. */
export function UndeliveredPanel() {
  const { data } = useQuery({
    queryKey: ['undelivered'],
    queryFn: ({ signal }) => call(listUndelivered, { signal }),
    refetchInterval: 60_000,
  })
  if (!data || (data.items.length === 0 && data.notices.length === 0)) return null
  return (
    <Panel title="Ce qui n’est pas parti ou pas arrivé">
      <ul className="escalations">
        {data.items.map((item) => (
          <li key={item.transmissionId} className="escalation">
            <div>
              <p>
                <TextLink href={`/bureau/transmissions/${item.transmissionId}`}>{item.reference}</TextLink>
                {' · '}
                {item.unit ?? 'Service inconnu'} {item.urgent && <Badge tone="attention">Urgente</Badge>}
              </p>
              <p className="escalation-facts">
                <span>{item.channel === 'hand_over' ? 'À remettre' : deliveryState.label(item.state)}</span>
                {item.trouble && <span>{deliveryTrouble.label(item.trouble)}</span>}
                <span>
                  Depuis le {formatShortDateTime(item.sendAfter)}
                  {item.attempts > 0 && `, ${plural(item.attempts, 'essai', 'essais')}`}
                </span>
              </p>
            </div>
          </li>
        ))}
        {data.notices.map(({ trouble, count }) => (
          <li key={trouble ?? 'soon'} className="escalation">
            <div>
              <p>{plural(count, 'avis par courriel attend', 'avis par courriel attendent')} de partir</p>
              <p className="escalation-facts">
                <span>{trouble ? deliveryTrouble.label(trouble) : 'Départ imminent'}</span>
                {trouble === 'mail_not_configured' && (
                  <span>
                    Prévenez la personne qui exploite Repère : sans serveur d’envoi (SMTP_URL), les services
                    ne sont pas avertis. En attendant, appelez-les.
                  </span>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
