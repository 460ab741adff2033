import { Download } from 'lucide-react'
import { useState } from 'react'
import { download, sentenceOf } from '#kernel/call.ts'
import {
  Badge,
  Button,
  Cluster,
  ConfirmDialog,
  formatDay,
  plural,
  Table,
  type Tone,
  toast,
} from '#kernel/ui/index.ts'
import { type SurveyStatus, surveyStatus } from '#vocabulary'
import { exportSurvey, type VersionLine } from './contract.ts'
import { TryButton } from './TryButton.tsx'

interface VersionListProps {
  versions: readonly VersionLine[]
  shown: string | undefined
  mayWrite: boolean
  onShow: (id: string) => void
  onRetire: (version: VersionLine) => Promise<void>
}

const tones: Readonly<Record<SurveyStatus, Tone>> = {
  draft: 'attention',
  published: 'positive',
  retired: 'neutral',
}

const dateOf = ({ status, publishedAt, changedAt }: VersionLine) =>
  status === 'draft'
    ? `modifiée le ${formatDay(changedAt)}`
    : publishedAt
      ? `publiée le ${formatDay(publishedAt)}`
      : ''

/** Every version that was or will be asked, the last first. */
export function VersionList({ versions, shown, mayWrite, onShow, onRetire }: VersionListProps) {
  const [retiring, setRetiring] = useState<VersionLine | null>(null)
  const save = (id: string) =>
    download(exportSurvey, { params: { id } }).catch((error) => toast({ text: sentenceOf(error) }))
  return (
    <>
      <Table
        name="survey-versions"
        caption="Versions"
        hideCaption
        isPlain
        columns={[
          { id: 'number', title: 'Version', isRowHeader: true, cell: (one) => `Version ${one.number}` },
          {
            id: 'status',
            title: 'État',
            cell: (one) => <Badge tone={tones[one.status]}>{surveyStatus.label(one.status)}</Badge>,
          },
          { id: 'date', title: 'Date', cell: dateOf },
          {
            id: 'size',
            title: 'Contenu',
            cell: (one) =>
              `${plural(one.questions, 'question', 'questions')}, ${plural(one.pages, 'page', 'pages')}`,
          },
          {
            id: 'acts',
            title: 'Gestes',
            cell: (one) => (
              <Cluster gap={1}>
                <Button size="small" aria-pressed={one.id === shown} onPress={() => onShow(one.id)}>
                  Voir
                </Button>
                <TryButton versionId={one.id} size="small" />
                <Button size="small" icon={Download} onPress={() => void save(one.id)}>
                  Exporter
                </Button>
                {mayWrite && one.status === 'published' && (
                  <Button size="small" onPress={() => setRetiring(one)}>
                    Retirer…
                  </Button>
                )}
              </Cluster>
            ),
          },
        ]}
        rows={versions}
        rowId={(one) => one.id}
        rowLabel={(one) => `Version ${one.number}`}
      />
      <ConfirmDialog
        title={`Retirer la version ${retiring?.number ?? ''}`}
        isOpen={retiring !== null}
        onOpenChange={(isOpen) => !isOpen && setRetiring(null)}
        confirmLabel="Retirer la version"
        onConfirm={async () => {
          if (retiring) await onRetire(retiring)
        }}
      >
        Plus aucune campagne ne pourra commencer avec elle. Celles en cours se terminent, et les réponses
        restent.
      </ConfirmDialog>
    </>
  )
}
