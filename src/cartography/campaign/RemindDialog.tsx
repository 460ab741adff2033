import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  Dialog,
  Disclosure,
  Empty,
  formatDay,
  Loading,
  plural,
  Stack,
  Table,
} from '#kernel/ui/index.ts'
import { questionnaireAddressee } from '#vocabulary'
import { previewReminders, type Reminded, sendReminders } from './contract.ts'
import { StatusBadge } from './StatusBadge.tsx'
import { useCampaignAct } from './useCampaignActs.ts'

/** Who would be reminded, before anybody is: those who are missing, and nobody else. */
export function RemindDialog({ campaignId, onClose }: { campaignId: string; onClose: () => void }) {
  const { act, isPending } = useCampaignAct()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [key] = useState(newId)
  const preview = useQuery({
    queryKey: ['campaigns', campaignId, 'reminders'],
    queryFn: () => call(previewReminders, { params: { id: campaignId } }),
    staleTime: 0,
  })
  const items = preview.data?.items ?? []
  const chosen = items.filter(({ targetId }) => !left.has(targetId))
  const people = chosen.reduce((sum, { people: of }) => sum + of.length, 0)
  const send = async () => {
    const isDone = await act(async () => {
      const { messages, skipped } = await call(sendReminders, {
        params: { id: campaignId },
        input: { targetIds: chosen.map(({ targetId }) => targetId) },
        key,
      })
      const answered =
        skipped > 0
          ? ` ${plural(skipped, 'réponse arrivée', 'réponses arrivées')} entre-temps : pas de relance.`
          : ''
      return `${plural(messages, 'relance confiée', 'relances confiées')} à l’envoi.${answered}`
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title="Relancer ceux qui n’ont pas répondu"
      lead="Ni ceux qui ont envoyé leur réponse, ni ceux qui l’ont déclinée."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={people === 0}
            onPress={() => void send()}
          >
            {`Relancer ${plural(people, 'personne', 'personnes')}`}
          </Button>
        </>
      }
    >
      {preview.isError ? (
        <Banner tone="attention" title={sentenceOf(preview.error)} isLive />
      ) : preview.isPending ? (
        <Loading label="Lecture de ceux qui manquent…" lines={6} />
      ) : (
        <Stack gap={4}>
          <Table
            name="campaign-reminders"
            caption="Recevront une relance"
            columns={columns}
            rows={items}
            rowId={(one) => one.targetId}
            rowLabel={(one) => `${one.territory}, ${questionnaireAddressee.label(one.addressee)}`}
            selection={new Set(chosen.map(({ targetId }) => targetId))}
            onSelectionChange={(kept) =>
              setLeft(new Set(items.map(({ targetId }) => targetId).filter((one) => !kept.has(one))))
            }
            isPlain
            empty={<Empty title="Personne à relancer : tout le monde a répondu, ou décliné." />}
          />
          {preview.data.withoutAddress.length > 0 && (
            <Disclosure
              title={`Sans adresse, à joindre par téléphone : ${preview.data.withoutAddress.length}`}
            >
              {preview.data.withoutAddress
                .map(
                  ({ territory, addressee }) => `${territory} (${questionnaireAddressee.label(addressee)})`,
                )
                .join(' ; ')}
            </Disclosure>
          )}
          <Disclosure title={`Le message : « ${preview.data.message.subject} »`}>
            <p className="campaign-message">{preview.data.message.text}</p>
          </Disclosure>
        </Stack>
      )}
    </Dialog>
  )
}

const columns = [
  { id: 'territory', title: 'Territoire', cell: (one: Reminded) => one.territory, isRowHeader: true },
  {
    id: 'addressee',
    title: 'Destinataire',
    cell: (one: Reminded) => questionnaireAddressee.label(one.addressee),
  },
  {
    id: 'status',
    title: 'Où en est la réponse',
    cell: (one: Reminded) => <StatusBadge status={one.status} />,
  },
  {
    id: 'people',
    title: 'À qui',
    cell: (one: Reminded) => one.people.map(({ name, email }) => `${name} (${email})`).join(', '),
  },
  {
    id: 'last',
    title: 'Dernière relance',
    cell: (one: Reminded) =>
      one.remindedAt ? formatDay(one.remindedAt) : <span className="muted">aucune</span>,
  },
]
