package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Script;
import io.labelmint.dr.simulator.core.Service;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

/**
 * Simulated Amazon ECS with Fargate and the ECS deployment controller: clusters, task definitions, services with rolling
 * deployments, and tasks. Load balancers, capacity providers and container instances are not simulated.
 */
public final class EcsSimulator implements Service {
    /** ECS developer guide, "Task definition parameters": 1024 units are a vCPU. */
    private static final double UNITS_OF_A_VCPU = 1024;

    private final Clusters clusters = new Clusters();
    private final TaskDefinitions definitions = new TaskDefinitions();
    private final Tasks tasks = new Tasks(clusters);
    private final TaskRuns runs;
    private final Services services;

    /** @param ec2 where subnets and security groups of tasks are looked up */
    public EcsSimulator(Ec2Simulator ec2) {
        Placement placement = new Placement(ec2);
        this.runs = new TaskRuns(clusters, definitions, tasks, placement);
        this.services = new Services(clusters, definitions, placement, new Scheduler(tasks));
    }

    @Override
    public String name() {
        return "ecs";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return EcsClient.class;
    }

    @Override
    public void declare(Operations operations) {
        clusters.declare(operations);
        definitions.declare(operations);
        tasks.declare(operations);
        runs.declare(operations);
        services.declare(operations);
    }

    @Override
    public AwsServiceException.Builder error() {
        return EcsException.builder();
    }

    /** ECS API reference, "Request throttling for the Amazon ECS API": refill rate and maximum capacity of each bucket. */
    @Override
    public Rate rate(String operation) {
        return switch (operation) {
            case "CreateCluster" -> new Rate("cluster modify", 1, 20);
            case "DescribeClusters", "ListClusters" -> new Rate("cluster read", 20, 50);
            case "RegisterTaskDefinition" -> new Rate("task definition modify", 1, 20);
            case "DescribeTaskDefinition" -> new Rate("task definition read", 20, 50);
            case "RunTask", "StopTask" -> new Rate("cluster resource modify", 40, 100);
            case "DescribeTasks", "ListTasks" -> new Rate("cluster resource read", 20, 100);
            case "CreateService", "DeleteService", "UpdateService" -> new Rate("service modify", 5, 50);
            case "DescribeServices", "ListServices" -> new Rate("service read", 20, 100);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    /** An exit makes a task stop; what can be had again makes services try again. */
    @Override
    public void scripted(Context context, Script script) {
        EcsScripts.exitedTask(script).ifPresent(arn -> tasks.exit(context, arn, Integer.parseInt(script.value())));
        if (EcsScripts.concernsServices(script)) {
            services.tryAgain(context);
        }
    }

    /** The tasks of all regions that were started with RunTask and run now, oldest first. */
    public List<TaskRun> running(Instant now) {
        return tasks.all().stream()
                .filter(task -> task.deployment.isEmpty())
                .map(task -> task.run(now))
                .filter(TaskRun::running)
                .toList();
    }

    /** The tasks of {@code region} that were started with RunTask, oldest first: what plays their containers asks this. */
    public List<TaskRun> started(Instant now, String region) {
        return tasks.all(region).stream()
                .filter(task -> task.deployment.isEmpty())
                .map(task -> task.run(now))
                .toList();
    }

    /** The vCPUs of the tasks that run in {@code region}; all of them run on Fargate. */
    public double runningVcpus(Instant now, String region) {
        return tasks.all(region).stream()
                .filter(task -> task.status(now).equals("RUNNING"))
                .mapToDouble(task -> Double.parseDouble(task.definition.cpu()) / UNITS_OF_A_VCPU)
                .sum();
    }

    @Override
    public Map<String, Instant> restsAt() {
        return services.restsAt();
    }

    @Override
    public List<String> inventory(Instant now) {
        List<String> lines = new ArrayList<>();
        lines.addAll(services.inventory(now));
        lines.addAll(tasks.inventory());
        return lines;
    }
}
