"""Ten reports of one invented affair, from which tests write files in the form of every export, archive and clip."""

from __future__ import annotations

from typing import NamedTuple


class Article(NamedTuple):
    """One report. `day` is an ISO 8601 day, `body` its paragraphs."""

    title: str
    outlet: str
    author: str
    day: str
    body: tuple[str, ...]


ARTICLES = (
    Article(
        "Fire destroys tram depot in Veldhaven",
        "Veldhaven Courier",
        "Nora Brink",
        "2031-05-05",
        (
            "A fire destroyed the tram depot of Veldhaven in the night to Monday, the fire brigade of the town said.",
            "“We found the roof in flames when we came,” said Piet Loman, the head of the fire brigade.",
            "The fire brigade said that fourteen trams were lost in the hall. Nobody was hurt.",
        ),
    ),
    Article(
        "Fourteen trams lost in depot fire",
        "Northern Tribune",
        "Elias Varga",
        "2031-05-05",
        (
            "Fourteen trams were lost when the tram depot of Veldhaven burned down in the night to Monday.",
            "“Nobody was in the hall,” said Greta Holm, the director of the transport company.",
            "The company said that trams would run again on two of five lines by Friday.",
        ),
    ),
    Article(
        "Seventeen trams burned, transport company says",
        "Daily Harbour Post",
        "Ruth Ammer",
        "2031-05-06",
        (
            "Seventeen trams burned in the depot of Veldhaven, the transport company said on Tuesday.",
            "“Nobody was in the hall,” said Greta Holm, the director of the transport company.",
            "Mayor Anton Reuss said that the town would buy used trams from Sankt Alben before the winter.",
        ),
    ),
    Article(
        "Mayor promises used trams before winter",
        "Veldhaven Courier",
        "Nora Brink",
        "2031-05-07",
        (
            "Mayor Anton Reuss promised on Wednesday that the town would buy used trams from Sankt Alben.",
            "“No child will walk to school in the snow,” Reuss said in the town hall of Veldhaven.",
            "The used trams will cost 3.2 million crowns, according to the transport company.",
        ),
    ),
    Article(
        "Old cables blamed for depot fire",
        "Radio Veld News",
        "Jonas Quell",
        "2031-05-08",
        (
            "Old cables caused the fire in the tram depot of Veldhaven, an expert of the insurer found on Thursday.",
            "“The cables were from the year the hall was built,” said Marta Sisk, the expert of the insurer.",
            "The transport company denied that it had been warned of the cables.",
        ),
    ),
    Article(
        "Company knew of old cables, union says",
        "Northern Tribune",
        "Elias Varga",
        "2031-05-09",
        (
            "The transport company of Veldhaven knew of the old cables for two years, the drivers' union said.",
            "“We wrote to them three times,” said Lena Opitz, who leads the union.",
            "Greta Holm, the director of the company, said that no letter had reached her.",
        ),
    ),
    Article(
        "Two tram lines run again in Veldhaven",
        "Daily Harbour Post",
        "Ruth Ammer",
        "2031-05-09",
        (
            "Trams ran again on two of five lines in Veldhaven on Friday, four days after the fire in the depot.",
            "“It is a beginning,” said Greta Holm, the director of the transport company.",
            "Buses replace the trams on the three other lines until the autumn.",
        ),
    ),
    Article(
        "Council votes for used trams from Sankt Alben",
        "Veldhaven Courier",
        "Nora Brink",
        "2031-05-13",
        (
            "The council of Veldhaven voted on Tuesday to buy twelve used trams for 3.2 million crowns.",
            "“We buy what others throw away,” said Councillor Ida Kern, who voted against it.",
            "Mayor Anton Reuss said that the trams would come before the winter.",
        ),
    ),
    Article(
        "Used trams to cost 4.1 million crowns",
        "Radio Veld News",
        "Jonas Quell",
        "2031-05-14",
        (
            "The twelve used trams will cost 4.1 million crowns and not 3.2 million, the town said.",
            "“The price was for trams without motors,” said a spokesman for the town hall.",
            "The council of Veldhaven will vote again in June.",
        ),
    ),
    Article(
        "Police search offices of transport company",
        "Northern Tribune",
        "Elias Varga",
        "2031-05-20",
        (
            "Police searched the offices of the transport company in Veldhaven on Tuesday for letters on old cables.",
            "“We took eleven boxes,” said Karin Dahl, a spokeswoman for the police.",
            "The transport company said that it would answer all questions.",
        ),
    ),
)
