import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Badge,
  Button,
  Empty,
  ErrorState,
  formatDateTime,
  Loading,
  PrintButton,
  Stack,
} from '#kernel/ui/index.ts'
import { handoverKind } from '#vocabulary'
import { readHandover, type WholeHandover } from './contract.ts'
import { SheetView } from './SheetView.tsx'
import { useTake } from './useTake.ts'
import './handover.css'

const back = { href: '/bureau/releve', label: 'Relève' }

/** One sheet, to read, to take and to print. */
export function HandoverPage() {
  const { id = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: ['handovers', id],
    queryFn: ({ signal }) => call(readHandover, { params: { id }, signal }),
  })
  if (query.data) return <Whole handover={query.data} />
  const isMissing = query.error instanceof RefusalError && query.error.code === 'not_found'
  return (
    <>
      <PageHeader title="Relève" back={back} />
      {isMissing && <Empty title="Cette relève n’existe pas, ou n’est pas ouverte à votre rôle." />}
      {query.error && !isMissing && (
        <ErrorState
          title="La relève n’a pas pu être lue"
          todo={sentenceOf(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {!query.error && <Loading label="La relève arrive…" lines={8} />}
    </>
  )
}

function Whole({ handover }: { handover: WholeHandover }) {
  const take = useTake()
  return (
    <>
      <PageHeader
        title={`Relève de ${handover.writtenBy}`}
        back={back}
        aside={
          handover.takenAt ? (
            <Badge tone="positive">Prise par {handover.takenBy}</Badge>
          ) : (
            <Badge tone="attention">À prendre</Badge>
          )
        }
        lead={leadOf(handover)}
        actions={
          <>
            <PrintButton />
            {handover.mayTake && (
              <Button variant="primary" icon={ClipboardCheck} onPress={() => void take(handover.id)}>
                Je prends la relève
              </Button>
            )}
          </>
        }
      />
      <Stack gap={6}>
        {handover.note && <p className="handover-note">{handover.note}</p>}
        <SheetView sheet={handover.sheet} />
      </Stack>
    </>
  )
}

function leadOf({ kind, writtenAt, takenAt }: WholeHandover): string {
  const written = `${handoverKind.label(kind)}, ${formatDateTime(writtenAt)}.`
  return takenAt ? `${written} Prise le ${formatDateTime(takenAt)}.` : written
}
