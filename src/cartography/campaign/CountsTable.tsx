import { Panel } from '#kernel/ui/index.ts'
import { type CampaignResponseStatus, campaignResponseStatus, questionnaireAddressee } from '#vocabulary'
import type { Board, StatusCounts } from './contract.ts'

/** How many answers stand where, addressee by addressee, each over what was asked of it. */
export function CountsTable({ board }: { board: Board }) {
  const row = (label: string, counts: StatusCounts) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      {campaignResponseStatus.codes.map((code: CampaignResponseStatus) => (
        <td key={code}>{counts[code]}</td>
      ))}
      <td>{counts.asked}</td>
    </tr>
  )
  return (
    <Panel title="Par destinataire" level={2} lead="Chaque réponse est comptée une fois, là où elle en est.">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever scrolls with the keyboard must reach it. */}
      <section className="campaign-counts" aria-label="Réponses par destinataire" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <td />
              {campaignResponseStatus.codes.map((code) => (
                <th key={code} scope="col">
                  {campaignResponseStatus.label(code)}
                </th>
              ))}
              <th scope="col">Demandées</th>
            </tr>
          </thead>
          <tbody>
            {board.byAddressee.map((counts) => row(questionnaireAddressee.label(counts.addressee), counts))}
            {row('Ensemble', board.all)}
          </tbody>
        </table>
      </section>
    </Panel>
  )
}
