// These peers ship no types.
declare module 'pdfkit'
declare module 'pouchdb/dist/pouchdb.js'
