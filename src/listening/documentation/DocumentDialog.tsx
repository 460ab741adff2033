import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  DateField,
  Dialog,
  FieldGroup,
  FieldRow,
  FileField,
  optionsOf,
  Select,
  Stack,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { todayText } from '#listening/liaison/words.ts'
import { type Audience, audience, type ResourceKind, resourceKind } from '#vocabulary'
import {
  type CatalogueItem,
  createDocument,
  DocumentFields,
  fileLimit,
  publishVersion,
  saveDocument,
  VersionFields,
} from './contract.ts'
import { useRefreshCatalogue } from './useCatalogue.ts'

const title = (field: keyof typeof DocumentFields.shape) => DocumentFields.shape[field].meta()?.title ?? ''
const versionTitle = (field: keyof typeof VersionFields.shape) =>
  VersionFields.shape[field].meta()?.title ?? ''

interface DocumentDialogProps {
  /** The item to correct, or to give a new version; nothing for a new item. */
  item?: CatalogueItem
  /** What is written: the item itself, or a new version of it. */
  part: 'item' | 'version'
  onClose: () => void
}

/** An item of the catalogue, or one more version of it. */
export function DocumentDialog({ item, part, onClose }: DocumentDialogProps) {
  const [name, setName] = useState(item?.title ?? '')
  const [kind, setKind] = useState<ResourceKind | null>(item?.kind ?? null)
  const [whom, setWhom] = useState<Audience | null>(item?.audience ?? null)
  const [summary, setSummary] = useState(item?.summary ?? '')
  const [label, setLabel] = useState('')
  const [publishedOn, setPublishedOn] = useState<string | null>(todayText())
  const [note, setNote] = useState('')
  const [link, setLink] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const refresh = useRefreshCatalogue()
  const hasItem = part === 'item'
  const hasVersion = part === 'version' || !item

  const missing = () => {
    if (hasItem && (!name.trim() || !kind || !whom)) return 'Donnez le titre, la nature et le public.'
    if (hasVersion && (!label.trim() || !publishedOn)) return 'Nommez la version et datez-la.'
    if (file && file.size > fileLimit) return 'Ce fichier dépasse 5 Mo.'
    return undefined
  }
  const save = async () => {
    const lacking = missing()
    setFault(lacking)
    if (lacking || isPending) return
    setPending(true)
    try {
      const fields = {
        title: name,
        kind: kind ?? 'leaflet',
        audience: whom ?? 'mixed',
        summary: summary || null,
      }
      const version = {
        label,
        publishedOn: publishedOn ?? todayText(),
        note: note || null,
        link: link || null,
        file: file && { name: file.name, content: await contentOf(file) },
      }
      if (!item) await call(createDocument, { key, input: { ...fields, first: version } })
      else if (hasItem)
        await call(saveDocument, { params: { id: item.id }, version: item.version, input: fields })
      else await call(publishVersion, { params: { id: item.id }, key, input: version })
      onClose()
      await refresh()
      toast({
        text: !item ? 'Document ajouté au catalogue.' : hasItem ? 'Document modifié.' : 'Version publiée.',
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
      title={!item ? 'Ajouter un document' : hasItem ? 'Modifier le document' : 'Publier une version'}
      lead={item && !hasItem ? item.title : undefined}
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
        {hasItem && (
          <>
            <TextField label={title('title')} value={name} onChange={setName} isRequired autoFocus />
            <FieldRow>
              <Select
                label={title('kind')}
                options={optionsOf(resourceKind)}
                value={kind}
                onChange={setKind}
              />
              <Select
                label={title('audience')}
                options={optionsOf(audience)}
                value={whom}
                onChange={setWhom}
              />
            </FieldRow>
            <TextArea
              label={title('summary')}
              rows={2}
              maxLength={1000}
              value={summary}
              onChange={setSummary}
            />
          </>
        )}
        {hasVersion && (
          <FieldGroup legend={item ? 'Cette version' : 'Première version'}>
            <FieldRow>
              <TextField
                label={versionTitle('label')}
                description="Par exemple : édition 2026."
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
            <FileField
              label="Fichier"
              description="PDF, 5 Mo au plus. Sans fichier ni adresse, le document n’existe que sur papier."
              accept={['.pdf', 'application/pdf']}
              value={file}
              onChange={setFile}
            />
          </FieldGroup>
        )}
      </Stack>
    </Dialog>
  )
}

/** The bytes of a file, in base64. */
function contentOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

function wordsOf(error: unknown): string {
  if (!(error instanceof RefusalError)) return sentenceOf(error)
  if (error.code === 'version_conflict')
    return 'Quelqu’un vient de modifier ce document. Fermez, relisez, puis reprenez.'
  return error.fields[0]?.message ?? sentenceOf(error)
}
