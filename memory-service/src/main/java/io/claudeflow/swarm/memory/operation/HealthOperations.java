package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.health.HealthAlert;
import io.claudeflow.swarm.memory.health.HealthCheck;
import io.claudeflow.swarm.memory.health.HealthReport;
import io.claudeflow.swarm.memory.health.HealthReports;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How well the store is. */
final class HealthOperations {
    private final HealthReports health;

    private HealthOperations(HealthReports health) {
        this.health = health;
    }

    static void addTo(Handlers handlers, HealthReports health) {
        var operations = new HealthOperations(health);
        handlers.add("HealthService.GetReport", operations::report);
        handlers.add("HealthService.ListAlerts", operations::alerts);
    }

    private JsonWriter report(Arguments arguments) {
        var report = health.report(arguments.swarm());
        var json = new JsonWriter(2048).beginObject();
        json.name("status").string(word(report.status()));
        json.name("at").instant(report.at());
        json.name("issues").strings(report.issues());
        json.name("recommendations").strings(report.recommendations());
        figures(json, report);
        json.name("checks").beginArray();
        report.checks().forEach(check -> write(json, check));
        return json.endArray().endObject();
    }

    private static void figures(JsonWriter json, HealthReport report) {
        json.name("memoryUtilization").number(report.memoryUtilization());
        number(json, "cacheEfficiency", report.cacheEfficiency());
        number(json, "performanceScore", report.performanceScore());
        json.name("fragmentationLevel").number(report.fragmentationLevel());
    }

    private static void write(JsonWriter json, HealthCheck check) {
        json.beginObject();
        json.name("subject").string(check.subject().label());
        json.name("status").string(word(check.status()));
        number(json, "measured", check.measured());
        json.name("unit").string(check.subject().unit());
        number(json, "warning", check.warning());
        number(json, "critical", check.critical());
        text(json, "issue", check.issue());
        text(json, "recommendation", check.recommendation());
        json.endObject();
    }

    private JsonWriter alerts(Arguments arguments) {
        var json = new JsonWriter(1024).beginObject().name("alerts").beginArray();
        for (HealthAlert alert : health.alerts()) {
            json.beginObject();
            json.name("at").instant(alert.at());
            json.name("subject").string(alert.subject().label());
            json.name("before").string(word(alert.before()));
            json.name("now").string(word(alert.now()));
            json.name("message").string(alert.message());
            json.endObject();
        }
        return json.endArray().endObject();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void number(JsonWriter json, String name, @Nullable Double number) {
        if (number != null) {
            json.name(name).number(number);
        }
    }

    private static void text(JsonWriter json, String name, @Nullable String text) {
        if (text != null) {
            json.name(name).string(text);
        }
    }
}
