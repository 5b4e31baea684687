import { ArtistLink } from '../components/ArtistLink.tsx';
import { Badge } from '../components/Badge.tsx';
import { Card } from '../components/Card.tsx';
import { Coverage } from '../components/Coverage.tsx';
import { Interval } from '../components/Interval.tsx';
import { Kbd } from '../components/Kbd.tsx';
import { Stat } from '../components/Stat.tsx';
import { Table } from '../components/Table.tsx';
import { TableAlternative } from '../components/TableAlternative.tsx';
import { TrackLink } from '../components/TrackLink.tsx';
import type { Reader } from '../text/format.ts';

const ROWS = [
  { title: 'Weightless', artist: 'Marconi Union', value: 0.12, low: 0.08, high: 0.19, calibrated: true },
  { title: 'So What', artist: 'Miles Davis', value: 0.41, low: 0.22, high: 0.63, calibrated: false },
  { title: 'Not scored', artist: 'Nobody', value: null, low: null, high: null, calibrated: true },
];

/** Numbers, with what they rest on and how sure they are. */
export function Figures({ reader }: { reader: Reader }) {
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 sm:gap-5 lg:grid-cols-3">
        <Stat
          label="Listens this week"
          value="41"
          note="so far · 77 last week"
          explanation="Everything that you played this week."
        />
        <Stat
          label="Diversity"
          value="14.2"
          note="usually 17.9"
          coverage={<Coverage share={0.82} reader={reader} />}
          explanation="How many equally played artists your week amounts to."
        />
        <Stat
          label="Momentum"
          value={null}
          reason="Needs two weeks on the map."
          explanation="How far your taste moved."
        />
      </dl>
      <Card title="Values, links, tables">
        <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2">
          <Coverage share={0} reader={reader} />
          <Coverage share={0.42} reader={reader} />
          <Coverage share={null} reader={reader} />
          <Badge>12</Badge>
          <Badge tone="accent">new</Badge>
          <Badge tone="good">done</Badge>
          <Badge tone="warn">waits</Badge>
          <Badge tone="bad">failed</Badge>
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </div>
        <Table
          caption="Tracks with their energy"
          columns={[
            { name: 'Track', cell: ({ title }) => <TrackLink recordingId={title} title={title} /> },
            { name: 'Artist', cell: ({ artist }) => <ArtistLink artistId={null} name={artist} /> },
            {
              name: 'Energy',
              cell: ({ value, low, high, calibrated }) => (
                <Interval name="Energy" value={value} low={low} high={high} calibrated={calibrated} reader={reader} />
              ),
            },
          ]}
          rows={ROWS}
          rowKey={({ title }) => title}
        />
        <TableAlternative>A chart’s table stands behind this.</TableAlternative>
      </Card>
    </>
  );
}
