package io.labelmint.dr.simulator.costexplorer;

import io.labelmint.dr.simulator.core.Script;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be scripted about Cost Explorer. */
public final class CostExplorerScripts {
    static final String BILL = "ce.bill";
    static final String PAGE = "ce.page";

    private CostExplorerScripts() {}

    /**
     * From now on each day costs this, by {@code service|usage type}, in US dollars, for example {@code "Amazon Relational Database
     * Service|USW2-RDS:ChargedBackupUsage"} and {@code "1.25"}; {@code "1.25 40"} if 40 of the type's unit were used, which is 1 otherwise. Earlier
     * days keep what they cost.
     */
    public static Script everyDay(Map<String, String> amounts) {
        return new Script(
                BILL,
                new TreeMap<>(amounts)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining("\n")));
    }

    /** Answers have {@code days} days a page; how many they have AWS does not say. */
    public static Script daysAPage(int days) {
        return new Script(PAGE, Integer.toString(days));
    }
}
