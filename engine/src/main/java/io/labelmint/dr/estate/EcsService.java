package io.labelmint.dr.estate;

import java.util.List;

/**
 * An ECS service that exists in both regions.
 *
 * @param id the name people use
 * @param cluster cluster name in the primary region
 * @param service service name in the primary region
 * @param drCluster cluster name in the DR region
 * @param drService service name in the DR region
 * @param drDesiredCount tasks the DR region must run once it serves
 * @param drStandbyCount tasks that run there on an ordinary day
 * @param drServesFromHome whether its tasks in the DR region can serve users with the databases of the primary region
 * @param needs ids of the stores that must serve before it does; empty means all of them
 */
public record EcsService(
        String id,
        String cluster,
        String service,
        String drCluster,
        String drService,
        int drDesiredCount,
        int drStandbyCount,
        boolean drServesFromHome,
        List<String> needs) {

    public EcsService {
        needs = List.copyOf(needs);
    }
}
