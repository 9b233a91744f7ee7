# Each figure that has a target, if the run measured what it is made of. The two shares of selects are what plain CRUD on
# Fastify and pg reaches (list), and one and a half times that (get).
def share(a; b): if a and b then a / b * 100 | round / 100 else null end;
def least(name; value; target): {name: name, value: value, target: ">= \(target)", reached: (value >= target)};
def most(name; value; target): {name: name, value: value, target: "<= \(target)", reached: (value <= target)};

[
  least("create / floor of inserts"; share(.create.per_second; .floor_insert.per_second); 0.2),
  least("update / floor of inserts"; share(.update.per_second; .floor_insert.per_second); 0.5),
  least("get / constant answer"; share(.get.per_second; .constant.per_second); 0.7),
  least("get / floor of selects"; share(.get.per_second; .floor_select.per_second); 0.525),
  least("list / floor of selects"; share(.list.per_second; .floor_select.per_second); 0.18),
  most("read side behind while creating, p99 ms"; .create_read_side.p99_ms; 250),
  least("rebuild of the read side, events/s"; .rebuild.per_second; 30000),
  least("manipulate_user, iterations/s"; .manipulate.per_second; 330),
  most("manipulate_user, an iteration's p95 ms"; .manipulate.p95_ms; 1000),
  most("manipulate_user, failures"; .manipulate.errors; 0),
  most("cold user of 10,000 events from its snapshot, ms"; .recovery_10000_from_snapshot.max_ms; 50),
  most("cold user of 10,000 events from all of them, ms"; .recovery_10000_from_events.max_ms; 50),
  least("create at 1,000,000 users / at 10,000"; share(.create_at_1000000.per_second; .create_at_10000.per_second); 0.9),
  least("list at 1,000,000 users / at 10,000"; share(.list_at_1000000.per_second; .list_at_10000.per_second); 0.9),
  most("ready after ms"; .ready_ms; 8000)
] | map(select(.value != null))
