import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  Cluster,
  type Definition,
  DefinitionList,
  formatDateTime,
  Loading,
  Panel,
  plural,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import { clockStep, deliveryChannel, deliveryState, deliveryTrouble, handOverWay } from '#vocabulary'
import { type DeliveryView, type Escalation, readDelivery, resendTransmission } from './contract.ts'
import { EscalationList } from './EscalationList.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import { SettleDialog } from './SettleDialog.tsx'
import './delivery.css'

/** How far one transmission has come, what its clock will do next, and what can be done about it. */
export function DeliveryPanel({ transmissionId, canSettle }: { transmissionId: string; canSettle: boolean }) {
  const queries = useQueryClient()
  const [isHanding, setHanding] = useState(false)
  const [task, setTask] = useState<Escalation>()
  const { data, error } = useQuery({
    queryKey: ['delivery', transmissionId],
    queryFn: ({ signal }) => call(readDelivery, { params: { id: transmissionId }, signal }),
    refetchInterval: 30_000,
  })
  const again = async () => {
    try {
      await call(resendTransmission, { params: { id: transmissionId } })
      toast({ text: 'La transmission repart.' })
    } catch (caught) {
      toast({ text: sentenceOf(caught) })
    }
    void queries.invalidateQueries({ queryKey: ['delivery', transmissionId] })
  }
  if (error && !data) return <Banner tone="attention" title={sentenceOf(error)} />
  if (data === undefined) return <Loading label="Le suivi arrive…" lines={3} />
  if (data === null) return null
  return (
    <Panel
      title="Suivi de l’envoi"
      actions={
        <Cluster gap={2}>
          {data.abilities.handOver && (
            <Button variant="primary" onPress={() => setHanding(true)}>
              Noter la remise
            </Button>
          )}
          {data.abilities.resend && <Button onPress={() => void again()}>Envoyer de nouveau</Button>}
        </Cluster>
      }
    >
      <Stack gap={4}>
        <DefinitionList items={factsOf(data)} columns={2} />
        {data.escalations.length > 0 && (
          <EscalationList ofOne tasks={data.escalations} {...(canSettle && { onSettle: setTask })} />
        )}
      </Stack>
      {isHanding && <HandOverDialog transmissionId={transmissionId} onClose={() => setHanding(false)} />}
      {task && <SettleDialog task={task} onClose={() => setTask(undefined)} />}
    </Panel>
  )
}

function factsOf(view: DeliveryView): Definition[] {
  const { notices, next } = view
  const at = (label: string, instant: string | null): Definition[] =>
    instant ? [{ term: label, value: formatDateTime(instant) }] : []
  return [
    { term: 'Voie', value: deliveryChannel.label(view.channel) },
    { term: 'État', value: deliveryState.label(view.state) },
    ...(view.trouble ? [{ term: 'Dernier motif', value: deliveryTrouble.label(view.trouble) }] : []),
    ...(view.attempts > 1 ? [{ term: 'Essais', value: String(view.attempts) }] : []),
    ...(view.deliveredAt ? [] : at('Part à', view.sendAfter)),
    ...at('Déposée', view.deliveredAt),
    ...at('Lue', view.readAt),
    ...at('Accusé de réception', view.acknowledgedAt),
    ...(view.handedTo
      ? [
          {
            term: 'Remise à',
            value: view.handedTo,
            note: `${view.handOverWay ? handOverWay.label(view.handOverWay) : ''}, par ${view.handedOverBy ?? '—'}`,
          },
        ]
      : []),
    ...(notices.sent + notices.waiting > 0
      ? [
          {
            term: 'Avis par courriel',
            value: notices.sent === 0 ? 'aucun n’est parti' : plural(notices.sent, 'parti', 'partis'),
            note:
              notices.waiting > 0
                ? `${plural(notices.waiting, 'en attente', 'en attente')}${notices.trouble ? ` : ${deliveryTrouble.label(notices.trouble)}` : ''}`
                : undefined,
          },
        ]
      : []),
    ...(next
      ? [{ term: 'Prochaine échéance', value: clockStep.label(next.step), note: formatDateTime(next.dueAt) }]
      : []),
  ]
}
