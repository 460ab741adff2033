import { CirclePlus, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Button,
  DateField,
  DateTimeField,
  FieldRow,
  IconButton,
  optionsOf,
  RadioChips,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { cancelAction } from '#listening/action/contract.ts'
import { type ExchangeChannel, type ExchangeDirection, exchangeChannel, exchangeDirection } from '#vocabulary'
import { createExchange, type Exchange, ExchangeFields, type ExchangeKind, saveExchange } from './contract.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { UnitSuggestions } from './UnitSuggestions.tsx'
import { exchangeTitles, type FilePlace, inDays, inSentence } from './words.ts'

const title = (field: keyof typeof ExchangeFields.shape) => ExchangeFields.shape[field].meta()?.title ?? ''

const texts = ['service', 'person', 'role', 'reach', 'place', 'said', 'asked', 'given'] as const
type Texts = Record<(typeof texts)[number], string | null>

interface Awaited {
  readonly what: string
  readonly dueOn: string | null
}

interface ExchangeDialogProps {
  situation: FilePlace
  kind: ExchangeKind
  /** The exchange to correct, instead of a new one. */
  exchange?: Exchange
  onClose: () => void
}

const services: Record<ExchangeKind, string> = {
  ase_liaison: 'Par exemple : ASE du Rhône, secteur de Villeurbanne.',
  partner_contact: 'Établissement, association, hôpital.',
  prosecutor_report: 'Quel parquet.',
  emergency_services: 'Police, gendarmerie, SAMU, pompiers : de quelle ville.',
}

/** Who of which service was spoken to, what was said, and what is awaited until when. */
export function ExchangeDialog({ situation, kind, exchange, onClose }: ExchangeDialogProps) {
  const [told, setTold] = useState<Texts>(
    () => Object.fromEntries(texts.map((field) => [field, exchange?.[field] ?? null])) as Texts,
  )
  const [direction, setDirection] = useState<ExchangeDirection>(exchange?.direction ?? 'outgoing')
  const [channel, setChannel] = useState<ExchangeChannel>(exchange?.channel ?? 'phone')
  const [unit, setUnit] = useState<{ id: string; name: string } | null>(
    exchange?.unitId ? { id: exchange.unitId, name: exchange.service } : null,
  )
  const [at, setAt] = useState<string | null>(exchange?.at ?? null)
  const [awaited, setAwaited] = useState<readonly Awaited[]>([])
  const text = (field: keyof Texts, more: { description?: string; autoFocus?: boolean } = {}) => ({
    label: title(field),
    value: told[field],
    onChange: (value: string) => setTold((before) => ({ ...before, [field]: value || null })),
    ...more,
  })
  const place = situation.departement ?? situation.known?.departement
  const isUrgent = kind === 'emergency_services' || kind === 'prosecutor_report'
  const save = async (key: string) => {
    // Once its name was written over, it is no longer that unit of the directory.
    const unitId = unit && unit.name === told.service ? unit.id : null
    const input = { ...told, service: told.service ?? '', direction, channel, unitId }
    if (exchange) {
      await call(saveExchange, {
        params: { id: exchange.id },
        version: exchange.version,
        input: { ...input, ...(at && { at }) },
      })
      return { text: 'Échange modifié.' }
    }
    const replies = awaited.map(({ what, dueOn }) => ({ what, dueOn: dueOn ?? '' }))
    const { id } = await call(createExchange, {
      params: { id: situation.id },
      key,
      input: { ...input, kind, awaited: replies, ...(at && { at }) },
    })
    return {
      text: `${exchangeTitles[kind]} : noté.`,
      undo: () => call(cancelAction, { params: { id } }),
      undone: 'Échange retiré.',
    }
  }
  return (
    <RecordDialog
      title={exchange ? `Modifier : ${inSentence(exchangeTitles[kind])}` : exchangeTitles[kind]}
      lead={`Pour la situation ${situation.reference}. Les noms et ce qui s’est dit sont chiffrés avec le dossier.`}
      size="large"
      onClose={onClose}
      missing={() => {
        if (!told.service?.trim()) return 'Nommez le service.'
        if (awaited.some(({ what, dueOn }) => !what.trim() || !dueOn))
          return 'Dites ce qui est attendu et pour quel jour, ou retirez la ligne.'
        return undefined
      }}
      save={save}
    >
      <FieldRow>
        <TextField {...text('service', { description: services[kind], autoFocus: true })} isRequired />
        <DateTimeField
          label="Quand"
          description="Laissez vide si c’est maintenant."
          value={at}
          onChange={setAt}
        />
      </FieldRow>
      {place && (
        <UnitSuggestions
          kind={kind}
          departement={place}
          onChoose={({ id, name }) => {
            setUnit({ id, name })
            setTold((before) => ({ ...before, service: name }))
          }}
        />
      )}
      <RadioChips
        label={title('direction')}
        options={optionsOf(exchangeDirection)}
        value={direction}
        onChange={(chosen) => chosen && setDirection(chosen)}
        noneLabel={false}
        size="small"
      />
      <RadioChips
        label={title('channel')}
        options={optionsOf(exchangeChannel)}
        value={channel}
        onChange={(chosen) => chosen && setChannel(chosen)}
        noneLabel={false}
        size="small"
      />
      <FieldRow>
        <TextField {...text('person')} />
        <TextField {...text('role')} />
      </FieldRow>
      <FieldRow>
        <TextField {...text('reach')} type="tel" />
        {isUrgent ? <TextField {...text('place')} /> : <TextField {...text('given')} />}
      </FieldRow>
      {isUrgent && <TextField {...text('given')} />}
      <TextArea {...text('said')} rows={3} maxLength={4000} />
      <TextArea {...text('asked')} rows={2} maxLength={4000} />
      {!exchange && <AwaitedReplies value={awaited} onChange={setAwaited} />}
    </RecordDialog>
  )
}

/** What the service owes us after this: each becomes something to follow, until its day. */
function AwaitedReplies({
  value,
  onChange,
}: {
  value: readonly Awaited[]
  onChange: (value: readonly Awaited[]) => void
}) {
  const change = (place: number, changes: Partial<Awaited>) =>
    onChange(value.map((one, index) => (index === place ? { ...one, ...changes } : one)))
  return (
    <div className="awaited">
      {value.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place.
        <div key={place} className="awaited-line">
          <TextField
            label="Ce qui est attendu"
            value={one.what}
            onChange={(what) => change(place, { what })}
            autoFocus
          />
          <DateField label="Pour le" value={one.dueOn} onChange={(dueOn) => change(place, { dueOn })} />
          <IconButton
            icon={X}
            label="Retirer cette attente"
            onPress={() => onChange(value.filter((_, index) => index !== place))}
          />
        </div>
      ))}
      <Button
        icon={CirclePlus}
        size="small"
        isDisabled={value.length >= 10}
        onPress={() => onChange([...value, { what: '', dueOn: inDays(15) }])}
      >
        {value.length === 0 ? 'Attendre une réponse' : 'Attendre autre chose'}
      </Button>
    </div>
  )
}
