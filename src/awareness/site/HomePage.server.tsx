import { HelpNumbers } from '#kernel/public/HelpNumbers.server.tsx'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

/** The front door: what this is, three ways in, and what to dial. */
export function HomePage() {
  return (
    <PublicFrame>
      <h1>Un jeune est en danger, ou vous le craignez ?</h1>
      <p className="lead">
        Repère aide les jeunes de moins de 21 ans qui sont poussés à des actes sexuels contre de l’argent, un
        toit ou un cadeau. Il aide aussi leurs proches et les professionnels. C’est gratuit et confidentiel.
      </p>
      <ul className="doors">
        <li>
          <a href="/besoin-d-aide">
            <strong>Je suis jeune</strong> Pour moi, ou pour quelqu’un de mon âge
          </a>
        </li>
        <li>
          <a href="/parents">
            <strong>Je suis parent ou proche</strong> Je m’inquiète, je ne sais pas quoi faire
          </a>
        </li>
        <li>
          <a href="/professionnels">
            <strong>Je suis professionnel</strong> École, foyer, santé, police, hôtel…
          </a>
        </li>
      </ul>
      <h2>Parler à quelqu’un</h2>
      <p>
        Appelez le 119, de jour comme de nuit. Demandez la plateforme contre la prostitution des mineurs. Vous
        n’avez pas à donner votre nom. <a href="/appeler">Ce qui se passe quand on appelle</a>
      </p>
      <p>
        <a className="button" href="/ecrire">
          Nous écrire
        </a>{' '}
        <a className="button quiet" href="/aide">
          Trouver de l’aide près de chez vous
        </a>
      </p>
      <h2>Les numéros qui aident maintenant</h2>
      <HelpNumbers />
      <h2>Comprendre</h2>
      <ul>
        <li>
          <a href="/signes">Les signes qui doivent alerter</a>
        </li>
        <li>
          <a href="/podcast">Le podcast</a>, à écouter ou à lire
        </li>
        <li>
          <a href="/ressources">Guides, affiches et fiches</a>
        </li>
        <li>
          <a href="/chiffres">Les chiffres de l’année</a>
        </li>
      </ul>
    </PublicFrame>
  )
}
