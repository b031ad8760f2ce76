"""The forge's GraphQL API: schema, cost, resolvers, execution. A query and the world come in, an answer goes out."""
