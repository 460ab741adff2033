import { Archive, ArchiveRestore, CopyPlus, FileDown, Pencil } from 'lucide-react'
import { useState } from 'react'
import { call, download, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Button,
  Disclosure,
  formatDay,
  formatNumber,
  Menu,
  plural,
  TextLink,
  toast,
} from '#kernel/ui/index.ts'
import { audience, resourceKind } from '#vocabulary'
import { type CatalogueItem, type DocumentVersion, readDocumentFile, saveDocument } from './contract.ts'
import { DocumentDialog } from './DocumentDialog.tsx'
import { useRefreshCatalogue } from './useCatalogue.ts'

/** One item of the catalogue: its last version first, those before behind a fold. */
export function CatalogueEntry({ item, mayEdit }: { item: CatalogueItem; mayEdit: boolean }) {
  const [open, setOpen] = useState<'item' | 'version' | null>(null)
  const refresh = useRefreshCatalogue()
  const [last, ...older] = item.versions
  const retire = async (isRetired: boolean, version = item.version): Promise<void> => {
    try {
      const saved = await call(saveDocument, { params: { id: item.id }, version, input: { isRetired } })
      toast({
        text: isRetired ? `Retiré du catalogue : ${item.title}.` : `De nouveau proposé : ${item.title}.`,
        undo: () => retire(!isRetired, saved.version),
      })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  return (
    <article className="catalogue-entry" aria-label={item.title}>
      <div className="catalogue-words">
        <h2>
          {item.title} {item.retiredAt && <Badge>Retiré</Badge>}
        </h2>
        <p className="muted small">
          {resourceKind.label(item.kind)} · {audience.label(item.audience)}
        </p>
        {item.summary && <p>{item.summary}</p>}
        {last && <Version version={last} />}
        {older.length > 0 && (
          <Disclosure title={plural(older.length, 'version précédente', 'versions précédentes')}>
            <ul className="catalogue-older">
              {older.map((version) => (
                <li key={version.id}>
                  <Version version={version} />
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
      </div>
      {mayEdit && (
        <div className="catalogue-acts">
          {!item.retiredAt && (
            <Button size="small" icon={CopyPlus} onPress={() => setOpen('version')}>
              Nouvelle version
            </Button>
          )}
          <Menu
            label="Plus"
            size="small"
            variant="plain"
            items={[
              { id: 'edit', label: 'Modifier', icon: Pencil, onAction: () => setOpen('item') },
              item.retiredAt
                ? {
                    id: 'restore',
                    label: 'Proposer de nouveau',
                    icon: ArchiveRestore,
                    onAction: () => void retire(false),
                  }
                : {
                    id: 'retire',
                    label: 'Retirer du catalogue',
                    description: 'Les envois déjà notés restent',
                    icon: Archive,
                    onAction: () => void retire(true),
                  },
            ]}
          />
        </div>
      )}
      {open && <DocumentDialog item={item} part={open} onClose={() => setOpen(null)} />}
    </article>
  )
}

function Version({ version }: { version: DocumentVersion }) {
  const { id, label, publishedOn, note, link, fileName, fileSize, sendings } = version
  const open = () =>
    void download(readDocumentFile, { params: { id } }).catch((error) => toast({ text: sentenceOf(error) }))
  return (
    <div className="catalogue-version">
      <p>
        <strong>{label}</strong>
        <span className="muted">
          {[
            `publiée le ${formatDay(publishedOn)}`,
            sendings === 0 ? 'jamais envoyée' : plural(sendings, 'envoi', 'envois'),
            !link && !fileName && 'sur papier seulement',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {note && <p>{note}</p>}
      {(link || fileName) && (
        <p className="catalogue-ways">
          {link && (
            <TextLink href={link} isExternal>
              Page du document
            </TextLink>
          )}
          {fileName && (
            <Button size="small" variant="plain" icon={FileDown} onPress={open}>
              PDF, {formatNumber(Math.max(1, Math.round((fileSize ?? 0) / 1000)))} ko
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
