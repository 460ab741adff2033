import { Archive, ArchiveRestore, CopyPlus, FileDown, Pencil, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { call, download, sentenceOf } from '#kernel/call.ts'
import { Badge, Button, Disclosure, formatDay, Menu, plural, TextLink, toast } from '#kernel/ui/index.ts'
import { audience, resourceKind, resourceLicence, resourceTopic, resourceVisibility } from '#vocabulary'
import { type Resource, type ResourceVersion, readResourceFile, saveResource } from './contract.ts'
import { ResourceDialog } from './ResourceDialog.tsx'
import { useRefreshCatalogue } from './useCatalogue.ts'
import { fileWords } from './words.ts'

/** One resource: its last version first, those before behind a fold. */
export function ResourceEntry({ item, mayEdit }: { item: Resource; mayEdit: boolean }) {
  const [open, setOpen] = useState<'item' | 'version' | null>(null)
  const refresh = useRefreshCatalogue()
  const [last, ...older] = item.versions
  const change = async (
    input: { isRetired?: boolean; isMine?: true },
    version = item.version,
  ): Promise<void> => {
    try {
      const saved = await call(saveResource, { params: { id: item.id }, version, input })
      toast(
        input.isRetired === undefined
          ? { text: `Vous tenez à présent « ${item.title} ».` }
          : {
              text: input.isRetired
                ? `Retirée du catalogue : ${item.title}.`
                : `De nouveau proposée : ${item.title}.`,
              undo: () => change({ isRetired: !input.isRetired }, saved.version),
            },
      )
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  const facts = [
    resourceKind.label(item.kind),
    audience.label(item.audience),
    item.isEasyToRead && 'facile à lire',
    item.licence && resourceLicence.label(item.licence),
    item.owner && `tenue par ${item.owner}`,
    item.reviewOn && `à relire le ${formatDay(item.reviewOn)}`,
  ]
  return (
    <article className="catalogue-entry" aria-label={item.title}>
      <div className="catalogue-words">
        <h2>
          {item.title}{' '}
          <Badge tone={item.visibility === 'internal' ? 'neutral' : 'positive'}>
            {resourceVisibility.label(item.visibility)}
          </Badge>{' '}
          {item.isDue && <Badge tone="attention">À relire</Badge>} {item.retiredAt && <Badge>Retirée</Badge>}
        </h2>
        <p className="muted small">{facts.filter(Boolean).join(' · ')}</p>
        {item.summary && <p>{item.summary}</p>}
        {item.topics.length > 0 && (
          <p className="muted small">{item.topics.map((one) => resourceTopic.label(one)).join(', ')}</p>
        )}
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
      {(mayEdit || item.visibility !== 'internal') && (
        <div className="catalogue-acts">
          {item.visibility !== 'internal' && !item.retiredAt && (
            <TextLink href={`/ressources/${item.slug}`} isExternal>
              Sa page publique
            </TextLink>
          )}
          {mayEdit && !item.retiredAt && (
            <Button size="small" icon={CopyPlus} onPress={() => setOpen('version')}>
              Nouvelle version
            </Button>
          )}
          {mayEdit && (
            <Menu
              label="Plus"
              size="small"
              variant="plain"
              items={[
                { id: 'edit', label: 'Modifier', icon: Pencil, onAction: () => setOpen('item') },
                {
                  id: 'own',
                  label: 'Je tiens cette ressource',
                  icon: UserRoundCheck,
                  onAction: () => void change({ isMine: true }),
                },
                item.retiredAt
                  ? {
                      id: 'restore',
                      label: 'Proposer de nouveau',
                      icon: ArchiveRestore,
                      onAction: () => void change({ isRetired: false }),
                    }
                  : {
                      id: 'retire',
                      label: 'Retirer du catalogue',
                      description: 'Les envois déjà notés restent',
                      icon: Archive,
                      onAction: () => void change({ isRetired: true }),
                    },
              ]}
            />
          )}
        </div>
      )}
      {open && <ResourceDialog item={item} part={open} onClose={() => setOpen(null)} />}
    </article>
  )
}

function Version({ version }: { version: ResourceVersion }) {
  const { id, label, publishedOn, note, link, file, sendings, downloads } = version
  const words = file && fileWords(file)
  const open = () =>
    void download(readResourceFile, { params: { id } }).catch((error) => toast({ text: sentenceOf(error) }))
  return (
    <div className="catalogue-version">
      <p>
        <strong>{label}</strong>
        <span className="muted">
          {[
            `publiée le ${formatDay(publishedOn)}`,
            sendings === 0 ? 'jamais envoyée' : plural(sendings, 'envoi', 'envois'),
            downloads > 0 && plural(downloads, 'téléchargement', 'téléchargements'),
            !link && !file && 'sur papier seulement',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {note && <p>{note}</p>}
      {words?.access && <p className="muted small">{words.access}</p>}
      {(link || words) && (
        <p className="catalogue-ways">
          {link && (
            <TextLink href={link} isExternal>
              Page du document
            </TextLink>
          )}
          {words && (
            <Button size="small" variant="plain" icon={FileDown} onPress={open}>
              {words.facts}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
