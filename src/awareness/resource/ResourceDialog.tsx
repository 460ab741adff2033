import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  CheckChips,
  DateField,
  Dialog,
  FieldGroup,
  FieldRow,
  optionsOf,
  Select,
  Stack,
  Switch,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { todayText } from '#listening/liaison/words.ts'
import {
  audience,
  resourceKind,
  resourceLicence,
  resourceTopic,
  resourceVisibility,
  spokenLanguage,
} from '#vocabulary'
import { BringFile } from './BringFile.tsx'
import {
  createResource,
  publishVersion,
  type Resource,
  ResourceFields,
  type ResourceFile,
  saveResource,
  VersionFields,
} from './contract.ts'
import { useRefreshCatalogue } from './useCatalogue.ts'

const title = (field: keyof typeof ResourceFields.shape) => ResourceFields.shape[field].meta()?.title ?? ''
const versionTitle = (field: keyof typeof VersionFields.shape) =>
  VersionFields.shape[field].meta()?.title ?? ''
const languages = optionsOf(spokenLanguage).filter(({ value }) => value !== 'interpreter')

interface ResourceDialogProps {
  /** The resource to correct, or to give a new version; nothing for a new one. */
  item?: Resource
  /** What is written: the resource itself, or a new version of it. */
  part: 'item' | 'version'
  onClose: () => void
}

type Draft = Omit<ResourceFields, 'kind' | 'audience'> & {
  readonly kind: ResourceFields['kind'] | null
  readonly audience: ResourceFields['audience'] | null
}

const blank: Draft = {
  title: '',
  kind: null,
  audience: null,
  summary: null,
  topics: [],
  visibility: 'internal',
  language: 'fr',
  isEasyToRead: false,
  licence: null,
  reviewOn: null,
}

/** A resource, or one more version of it. */
export function ResourceDialog({ item, part, onClose }: ResourceDialogProps) {
  const [draft, setDraft] = useState<Draft>(item ? ResourceFields.parse(item) : blank)
  const [label, setLabel] = useState('')
  const [publishedOn, setPublishedOn] = useState<string | null>(todayText())
  const [note, setNote] = useState('')
  const [link, setLink] = useState('')
  const [file, setFile] = useState<ResourceFile | null>(null)
  const [isBringing, setBringing] = useState(false)
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const refresh = useRefreshCatalogue()
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const hasItem = part === 'item'
  const hasVersion = part === 'version' || !item

  const missing = () => {
    if (hasItem && (!draft.title.trim() || !draft.kind || !draft.audience))
      return 'Donnez le titre, la nature et le public.'
    if (hasItem && draft.visibility !== 'internal' && !draft.reviewOn)
      return 'Ce que d’autres lisent se relit : dites quand.'
    if (hasVersion && (!label.trim() || !publishedOn)) return 'Nommez la version et datez-la.'
    if (isBringing) return 'Le fichier est encore en route. Attendez un instant.'
    return undefined
  }
  const save = async () => {
    const lacking = missing()
    setFault(lacking)
    const { kind, audience: whom } = draft
    if (lacking || isPending || !kind || !whom) return
    setPending(true)
    try {
      const fields = { ...draft, kind, audience: whom }
      const version = {
        label,
        publishedOn: publishedOn ?? todayText(),
        note: note || null,
        link: link.trim() || null,
        fileId: file?.id ?? null,
      }
      if (!item) await call(createResource, { key, input: { ...fields, first: version } })
      else if (hasItem)
        await call(saveResource, { params: { id: item.id }, version: item.version, input: fields })
      else await call(publishVersion, { params: { id: item.id }, key, input: version })
      onClose()
      await refresh()
      toast({
        text: !item
          ? 'Ressource ajoutée au catalogue.'
          : hasItem
            ? 'Ressource modifiée.'
            : 'Version publiée.',
      })
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) setKey(newId())
      setFault(wordsOf(error))
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: hasItem ? 'Enregistrer' : 'Publier', inDialog: true })
  return (
    <Dialog
      title={!item ? 'Ajouter une ressource' : hasItem ? 'Modifier la ressource' : 'Publier une version'}
      lead={item && !hasItem ? item.title : undefined}
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void save()}>
            {hasItem ? 'Enregistrer' : 'Publier'}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        {hasItem && <Identity draft={draft} set={set} />}
        {hasVersion && (
          <FieldGroup legend={item ? 'Cette version' : 'Première version'}>
            <FieldRow>
              <TextField
                label={versionTitle('label')}
                description="Par exemple : édition 2026."
                value={label}
                onChange={setLabel}
                isRequired
              />
              <DateField label={versionTitle('publishedOn')} value={publishedOn} onChange={setPublishedOn} />
            </FieldRow>
            {item && (
              <TextArea
                label={versionTitle('note')}
                rows={2}
                maxLength={1000}
                value={note}
                onChange={setNote}
              />
            )}
            <TextField label={versionTitle('link')} type="url" value={link} onChange={setLink} />
            <BringFile value={file} onChange={setFile} onBusy={setBringing} />
          </FieldGroup>
        )}
      </Stack>
    </Dialog>
  )
}

function Identity({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  return (
    <>
      <TextField
        label={title('title')}
        value={draft.title}
        onChange={(text) => set({ title: text })}
        isRequired
        autoFocus
      />
      <FieldRow>
        <Select
          label={title('kind')}
          options={optionsOf(resourceKind)}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
        />
        <Select
          label={title('audience')}
          options={optionsOf(audience)}
          value={draft.audience}
          onChange={(code) => set({ audience: code })}
        />
      </FieldRow>
      <TextArea
        label={title('summary')}
        rows={2}
        maxLength={1000}
        value={draft.summary ?? ''}
        onChange={(text) => set({ summary: text || null })}
      />
      <CheckChips
        label={title('topics')}
        options={optionsOf(resourceTopic)}
        value={draft.topics}
        onChange={(topics) => set({ topics })}
        size="small"
      />
      <FieldRow>
        <Select
          label={title('visibility')}
          options={optionsOf(resourceVisibility)}
          value={draft.visibility}
          onChange={(code) => code && set({ visibility: code })}
        />
        <DateField
          label={title('reviewOn')}
          value={draft.reviewOn}
          onChange={(reviewOn) => set({ reviewOn })}
        />
      </FieldRow>
      <FieldRow>
        <Select
          label={title('language')}
          options={languages}
          value={draft.language}
          onChange={(code) => code && code !== 'interpreter' && set({ language: code })}
        />
        <Select
          label={title('licence')}
          options={optionsOf(resourceLicence)}
          value={draft.licence}
          onChange={(licence) => set({ licence })}
          noneLabel="Non précisée"
        />
      </FieldRow>
      <Switch isSelected={draft.isEasyToRead} onChange={(isEasyToRead) => set({ isEasyToRead })}>
        {title('isEasyToRead')}
      </Switch>
    </>
  )
}

function wordsOf(error: unknown): string {
  if (!(error instanceof RefusalError)) return sentenceOf(error)
  if (error.code === 'version_conflict')
    return 'Quelqu’un vient de modifier cette ressource. Fermez, relisez, puis reprenez.'
  return error.fields[0]?.message ?? sentenceOf(error)
}
