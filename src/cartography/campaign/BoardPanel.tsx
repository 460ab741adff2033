import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import {
  Empty,
  fold,
  formatPercent,
  KeyFigure,
  KeyFigures,
  optionsOf,
  Panel,
  SearchField,
  Select,
  Switch,
  Table,
  TextLink,
} from '#kernel/ui/index.ts'
import { FranceMap } from '#kernel/ui/map/FranceMap.tsx'
import { usePages } from '#kernel/usePages.ts'
import {
  type CampaignResponseStatus,
  campaignResponseStatus,
  departementName,
  type QuestionnaireAddressee,
  questionnaireAddressee,
  type Region,
  region,
} from '#vocabulary'
import { CountsTable } from './CountsTable.tsx'
import type { Board, BoardRow, Campaign } from './contract.ts'
import { StatusBadge } from './StatusBadge.tsx'

interface BoardPanelProps {
  readonly campaign: Campaign
  readonly board: Board
}

/** Territories on a page of the table. */
const size = 25

/** Who answered: of how many, by addressee, on the map and in a table that says the same. */
export function BoardPanel({ campaign, board }: BoardPanelProps) {
  const [withPartials, setWithPartials] = useState(false)
  const [text, setText] = useState('')
  const [status, setStatus] = useState<CampaignResponseStatus | null>(null)
  const [where, setWhere] = useState<Region | null>(null)
  const sought = fold(text.trim())
  const rows = useMemo(
    () =>
      board.rows.filter(
        (row) =>
          (where === null || row.region === where) &&
          (status === null || Object.values(row.cells).some((cell) => cell.status === status)) &&
          (sought === '' || fold(`${row.territory} ${row.departements.join(' ')}`).includes(sought)),
      ),
    [board, where, status, sought],
  )
  const { after, pagingOf } = usePages(`${sought} ${status} ${where}`, size)
  const from = Number(after ?? 0)
  const shown = rows.slice(from, from + size)
  const answered = (row: BoardRow): number =>
    Object.values(row.cells).filter(
      (cell) => cell.status === 'submitted' || (withPartials && cell.status === 'partial'),
    ).length
  const kind = withPartials ? 'withPartials' : 'complete'
  const [any, all] = [board.anyOf[kind], board.allOf[kind]]
  const share = ({ count, base, percent }: typeof any) =>
    `${count} sur ${base}${percent === null ? '' : `, ${formatPercent(percent)}`}`
  return (
    <>
      <div className="campaign-switch">
        <Switch isSelected={withPartials} onChange={setWithPartials}>
          Compter aussi les réponses commencées
        </Switch>
      </div>
      <KeyFigures>
        <KeyFigure
          value={String(any.count)}
          label="ont répondu à au moins un questionnaire"
          note={share(any)}
        />
        <KeyFigure value={String(all.count)} label="ont répondu à tous" note={share(all)} />
        <KeyFigure
          value={String(board.all.submitted + (withPartials ? board.all.partial : 0))}
          label={withPartials ? 'réponses envoyées ou commencées' : 'réponses envoyées'}
          note={`sur ${board.all.asked} demandées`}
        />
      </KeyFigures>
      <div className="campaign-board">
        <Panel title="Territoires" level={2} lead="Nombre de questionnaires auxquels chacun a répondu.">
          <FranceMap
            title="Questionnaires répondus"
            values={Object.fromEntries(
              board.rows.flatMap((row) => row.departements.map((code) => [code, answered(row)])),
            )}
            scale={[1, 2, 3, 4].slice(0, campaign.surveys.length).map((n) => ({ from: n, to: n }))}
            hidden={
              new Set(board.rows.filter((row) => answered(row) === 0).flatMap((row) => row.departements))
            }
            label={(code) => {
              const row = board.rows.find(({ departements }) => departements.includes(code))
              const n = row ? answered(row) : 0
              return `${departementName(code)} (${code})\u00a0: ${row ? (n === 0 ? 'aucune réponse' : `${n} sur ${Object.keys(row.cells).length}`) : 'non interrogé'}`
            }}
          />
          <p className="muted">En hachures : aucune réponse à ce jour.</p>
        </Panel>
        <CountsTable board={board} />
      </div>
      <search className="campaign-filters" aria-label="Filtrer les territoires">
        <SearchField
          label="Territoire ou numéro"
          hideLabel
          placeholder="Territoire ou numéro"
          value={text}
          onChange={setText}
        />
        <Select
          label="Région"
          options={optionsOf(region)}
          value={where}
          onChange={setWhere}
          noneLabel="Toutes les régions"
        />
        <Select
          label="Avec une réponse"
          options={optionsOf(campaignResponseStatus)}
          value={status}
          onChange={setStatus}
          noneLabel="Quel que soit l’état"
        />
      </search>
      <Table
        name="campaign-board"
        caption="Réponses par territoire"
        columns={columnsOf(campaign)}
        rows={shown}
        rowId={(row) => row.authorityId}
        rowLabel={(row) => row.territory}
        paging={{
          ...pagingOf(shown.length, from + size < rows.length ? String(from + size) : null),
          total: rows.length,
        }}
        empty={<Empty title="Aucun territoire ne correspond à ces filtres." icon={Search} />}
      />
    </>
  )
}

function columnsOf(campaign: Campaign) {
  return [
    {
      id: 'territory',
      title: 'Territoire',
      cell: (row: BoardRow) =>
        `${row.territory}${row.departements.length === 1 ? ` (${row.departements[0]})` : ''}`,
      isRowHeader: true,
      width: 'wide' as const,
    },
    ...campaign.surveys.map(({ addressee }) => ({
      id: addressee,
      title: questionnaireAddressee.label(addressee),
      cell: (row: BoardRow) => <CellLink campaignId={campaign.id} row={row} addressee={addressee} />,
    })),
  ]
}

function CellLink({
  campaignId,
  row,
  addressee,
}: {
  campaignId: string
  row: BoardRow
  addressee: QuestionnaireAddressee
}) {
  const cell = row.cells[addressee]
  if (!cell) return <span className="muted">non demandé</span>
  const progress = cell.status === 'partial' && cell.asked > 0 ? ` ${cell.answered}/${cell.asked}` : ''
  return (
    <TextLink href={`/bureau/campagnes/${campaignId}/reponses/${cell.targetId}`}>
      <StatusBadge status={cell.status} refusal={cell.refusal} />
      {progress}
      <span className="visually-hidden">
        {' '}
        {questionnaireAddressee.label(addressee)}, {row.territory}
      </span>
    </TextLink>
  )
}
