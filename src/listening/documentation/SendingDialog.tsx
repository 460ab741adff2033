import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCatalogue } from '#awareness/resource/useCatalogue.ts'
import { call } from '#kernel/call.ts'
import {
  Banner,
  ComboBox,
  DateTimeField,
  FieldRow,
  formatDay,
  optionsOf,
  RadioChips,
  TextArea,
  TextField,
  TextLink,
} from '#kernel/ui/index.ts'
import { cancelAction } from '#listening/action/contract.ts'
import { RecordDialog } from '#listening/liaison/RecordDialog.tsx'
import { listSafeContacts } from '#listening/safecontact/contract.ts'
import { reachRefusal, resourceKind, type SendingChannel, sendingChannel } from '#vocabulary'
import { createSending, type Sending, SendingFields, saveSending } from './contract.ts'

const title = (field: keyof typeof SendingFields.shape) => SendingFields.shape[field].meta()?.title ?? ''

interface SendingDialogProps {
  situation: { readonly id: string; readonly reference: string }
  /** The sending to correct, instead of a new one. */
  sending?: Sending
  onClose: () => void
}

/** Which leaflet, which version, to whom, how. It records what somebody sends: nothing leaves by itself. */
export function SendingDialog({ situation, sending, onClose }: SendingDialogProps) {
  const [versionId, setVersionId] = useState<string | null>(sending?.versionId ?? null)
  const [person, setPerson] = useState(sending?.person ?? '')
  const [channel, setChannel] = useState<SendingChannel | null>(sending?.channel ?? null)
  const [note, setNote] = useState(sending?.note ?? '')
  const [at, setAt] = useState<string | null>(sending?.at ?? null)
  const catalogue = useCatalogue()
  const items = catalogue.data?.items ?? []
  const versions = items.flatMap((item) =>
    item.versions.map((version, place) => ({
      value: version.id,
      label: `${item.title} · ${version.label}`,
      hint: [
        resourceKind.label(item.kind),
        formatDay(version.publishedOn),
        place > 0 && 'version précédente',
        item.visibility === 'internal' && 'pour l’équipe : vérifiez avant d’envoyer',
      ]
        .filter(Boolean)
        .join(', '),
    })),
  )
  // What was retired since stays the choice of whoever corrects.
  const isGone = sending && !versions.some(({ value }) => value === sending.versionId)
  const options = isGone
    ? [...versions, { value: sending.versionId, label: `${sending.title} · ${sending.versionLabel}` }]
    : versions
  return (
    <RecordDialog
      title={sending ? 'Modifier l’envoi de documentation' : 'Envoi de documentation'}
      lead={`Pour la situation ${situation.reference}. Ceci note un envoi que vous faites : rien ne part tout seul.`}
      onClose={onClose}
      missing={() => {
        if (!versionId) return 'Choisissez le document et sa version.'
        if (!person.trim()) return 'Dites à qui.'
        return channel ? undefined : 'Dites par quelle voie.'
      }}
      save={async (key) => {
        if (!versionId || !channel) throw new Error('checked before')
        const input = { person, channel, note: note || null, ...(at && { at }) }
        if (sending) {
          await call(saveSending, {
            params: { id: sending.id },
            version: sending.version,
            input: { ...input, ...(versionId !== sending.versionId && { versionId }) },
          })
          return { text: 'Envoi modifié.' }
        }
        const { id } = await call(createSending, {
          params: { id: situation.id },
          key,
          input: { ...input, versionId },
        })
        return {
          text: 'Envoi noté.',
          undo: () => call(cancelAction, { params: { id } }),
          undone: 'Envoi retiré.',
        }
      }}
    >
      {catalogue.data && items.length === 0 && (
        <Banner tone="attention" title="Le catalogue des ressources est vide.">
          La coordination ou la sensibilisation y ajoute les ressources.{' '}
          <TextLink href="/bureau/ressources">Ouvrir le catalogue</TextLink>
        </Banner>
      )}
      <ComboBox
        label={title('versionId')}
        options={options}
        value={versionId}
        onChange={setVersionId}
        placeholder="Quelques lettres du titre"
        isRequired
        autoFocus
      />
      <TextField label={title('person')} value={person} onChange={setPerson} isRequired />
      <RadioChips
        label={title('channel')}
        options={optionsOf(sendingChannel)}
        value={channel}
        onChange={setChannel}
        noneLabel={false}
      />
      <SafeReach situationId={situation.id} channel={channel} />
      <TextArea label={title('note')} rows={2} maxLength={4000} value={note} onChange={setNote} />
      <FieldRow>
        <DateTimeField
          label="Quand"
          description="Laissez vide si c’est maintenant."
          value={at}
          onChange={setAt}
        />
      </FieldRow>
    </RecordDialog>
  )
}

const means: Partial<Record<SendingChannel, { code: string; word: string }>> = {
  email: { code: 'email', word: 'le courriel' },
  mail: { code: 'post', word: 'le courrier postal' },
}

/** A letter or an e-mail can be opened by somebody else: who may be reached so, and who may not, before it leaves. */
function SafeReach({ situationId, channel }: { situationId: string; channel: SendingChannel | null }) {
  const way = channel ? means[channel] : undefined
  const safe = useQuery({
    queryKey: ['safe_contacts', 'sending', situationId],
    queryFn: ({ signal }) => call(listSafeContacts, { query: { situationId }, signal }),
    enabled: way !== undefined,
  })
  if (!way || !safe.data) return null
  const known = safe.data.items.filter((one) => one.channel === way.code && one.withdrawnAt === null)
  const allowed = known.filter((one) => one.now.isAllowed)
  if (allowed.length > 0 && allowed.length === known.length)
    return (
      <Banner title={`Sûr aujourd’hui par ${way.word} : ${allowed.map(({ person }) => person).join(', ')}.`}>
        Le moyen de joindre se demande dans « Joindre sans danger », qui note qu’il a servi.
      </Banner>
    )
  return (
    <Banner
      tone="attention"
      title={
        allowed.length > 0
          ? `Par ${way.word}, seulement : ${allowed.map(({ person }) => person).join(', ')}.`
          : `Personne, sur ce dossier, n’est noté comme joignable sans danger par ${way.word}.`
      }
    >
      {known.length === 0
        ? 'Ce que l’on envoie chez quelqu’un peut être lu par d’autres. Demandez-lui d’abord, et notez-le dans « Joindre sans danger ».'
        : known
            .filter((one) => !one.now.isAllowed)
            .map((one) => `${one.person} : ${one.now.reason ? reachRefusal.label(one.now.reason) : 'non'}`)
            .join(' ')}
    </Banner>
  )
}
