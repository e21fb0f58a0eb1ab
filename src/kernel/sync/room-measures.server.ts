import prometheus from 'prom-client'

/** What an operator watches of the rooms; served by /metrics. */
export const measures = {
  commits: new prometheus.Counter({ name: 'courant_room_commits_total', help: 'Change sets taken' }),
  repeats: new prometheus.Counter({
    name: 'courant_room_repeats_total',
    help: 'Change sets received again and answered as the first time',
  }),
  refused: new prometheus.Counter({ name: 'courant_room_refused_total', help: 'Change sets refused', labelNames: ['code'] }),
  commitSeconds: new prometheus.Histogram({
    name: 'courant_room_commit_seconds',
    help: 'From receipt of a change set to its commit',
    buckets: [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.25, 1, 4],
  }),
  sockets: new prometheus.Gauge({ name: 'courant_live_sockets', help: 'Devices connected over WebSocket' }),
  closed: new prometheus.Counter({ name: 'courant_live_closed_total', help: 'Devices disconnected by the server', labelNames: ['reason'] }),
}
