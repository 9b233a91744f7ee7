package users.ops;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.typed.Cluster;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import users.infrastructure.Shards;

/** The members of the cluster, and which of them holds how many shards and users. */
final class ClusterReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Never fails: a coordinator that moves just now leaves the shards out. */
  static CompletionStage<ObjectNode> of(ActorSystem<?> system) {
    return Shards.of(system, "User")
        .countsByNode()
        .exceptionally(failure -> Map.of())
        .thenApply(
            shards -> {
              ObjectNode json = MAPPER.createObjectNode();
              members(json, Cluster.get(system));
              shards(json, shards);
              return json;
            });
  }

  private static void members(ObjectNode json, Cluster cluster) {
    CurrentClusterState state = cluster.state();
    var byAge = new ArrayList<Member>();
    state.getMembers().forEach(byAge::add);
    byAge.sort((one, other) -> one.isOlderThan(other) ? -1 : 1);
    var list = json.putArray("members");
    for (Member member : byAge) {
      list.addObject()
          .put("address", member.address().hostPort())
          .put("status", member.status().toString().toLowerCase(Locale.ROOT))
          .put("reachable", !state.getUnreachable().contains(member))
          .put("self", member.address().equals(cluster.selfMember().address()))
          .put("leader", member.address().equals(state.getLeader()))
          .put("oldest", member.equals(byAge.get(0)))
          .put("version", member.appVersion().version());
    }
  }

  private static void shards(ObjectNode json, Map<Address, ShardRegion.ShardRegionStats> regions) {
    var list = json.putArray("shards");
    regions.forEach(
        (address, stats) ->
            list.addObject()
                .put("node", address.hostPort())
                .put("shards", stats.getStats().size())
                .put("users", users(stats)));
  }

  private static long users(ShardRegion.ShardRegionStats stats) {
    return List.copyOf(stats.getStats().values()).stream()
        .mapToLong(count -> ((Number) count).longValue())
        .sum();
  }

  private ClusterReport() {}
}
