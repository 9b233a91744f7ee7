package users.entity;

/** A message that may cross the cluster; bound to Jackson CBOR in akka.conf. */
public interface ClusterMessage {}
