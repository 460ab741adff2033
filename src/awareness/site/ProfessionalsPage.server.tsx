import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

/** For whoever works with young people, or sees them pass. */
export function ProfessionalsPage() {
  return (
    <PublicFrame>
      <h1>Professionnels</h1>
      <p className="lead">
        Vous travaillez à l’école, dans un foyer, à l’hôpital, au commissariat, dans un hôtel. Un mineur vous
        inquiète. Nous vous aidons à comprendre, à alerter et à trouver un relais.
      </p>
      <p className="notice">
        Danger grave et immédiat : appelez le 17, puis le procureur de la République. Prévenez ensuite la
        cellule du département.
      </p>
      <h2>Demander un avis</h2>
      <p>
        Appelez le 119 et demandez la plateforme contre la prostitution des mineurs. Vous pouvez parler d’une
        situation sans donner de nom. Nous cherchons avec vous ce qui protège.
      </p>
      <h2>Transmettre</h2>
      <ul>
        <li>
          Un doute sérieux : une information préoccupante, à la cellule de recueil du département (CRIP). Vous
          n’avez pas à prouver.
        </li>
        <li>
          Un danger grave, ou une infraction sexuelle : un signalement écrit au procureur, avec copie à la
          cellule.
        </li>
        <li>
          Le secret professionnel n’empêche pas d’alerter : l’article 226-14 du code pénal protège qui le fait
          de bonne foi.
        </li>
        <li>Les parents sont informés, sauf si cela met l’enfant en danger.</li>
      </ul>
      <h2>Repérer</h2>
      <p>
        Aucun signe ne prouve rien à lui seul. Plusieurs ensemble doivent faire parler.{' '}
        <a href="/signes">Les signes qui alertent</a>
      </p>
      <h2>Orienter</h2>
      <ul>
        <li>
          <a href="/aide">L’annuaire des services</a>, par département
        </li>
        <li>
          <a href="/carte">La carte de ce qui existe, et de ce qui manque</a>
        </li>
        <li>
          <a href="/ressources">Guides, fiches juridiques, affiches</a>
        </li>
      </ul>
      <h2>Se former, nous faire venir</h2>
      <p>
        Nous intervenons devant les équipes, sur place ou à distance. C’est gratuit.{' '}
        <a href="/professionnels/intervention">Demander une intervention</a>
      </p>
      <h2>Vous tenez un hôtel ou une location</h2>
      <p>
        Des allées et venues, une chambre payée en liquide, un très jeune client qui n’a pas ses papiers :
        appelez le 17 s’il y a urgence, le 119 si vous avez un doute. Ne vous mettez pas en danger.
      </p>
    </PublicFrame>
  )
}
