// The peers are installed by `npm run bench` alone: the product's check knows them by name only.
declare module '@hocuspocus/provider'
declare module '@hocuspocus/server'
declare module 'pdfkit'
declare module 'pouchdb'
declare module 'yjs'
