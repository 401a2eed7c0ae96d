package org.shuqiao.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Processor time of the processes of one run, user and system, read from Linux' {@code /proc}. PostgreSQL is every process of that
 * name that descends from the gateway, with those of its processes that have ended.
 */
final class ProcessCpu {
    /** {@code USER_HZ}, the unit of {@code /proc/<pid>/stat}, is 100 on every architecture that Java runs on. */
    private static final double MILLIS_PER_TICK = 10;

    private static final int OWN_TIME = 11;
    private static final int TIME_OF_ENDED_CHILDREN = 13;

    private final ProcessHandle gateway;

    ProcessCpu(ProcessHandle gateway) {
        this.gateway = gateway;
    }

    /** Processor time in milliseconds. */
    record Millis(double gateway, double postgres, double bench) {

        Millis since(Millis earlier) {
            return new Millis(gateway - earlier.gateway, postgres - earlier.postgres, bench - earlier.bench);
        }
    }

    Millis now() {
        List<ProcessHandle> children = gateway.descendants().toList();
        double postgres = 0;
        for (ProcessHandle child : children) {
            postgres += stat(child.pid())
                    .filter(stat -> stat.name().equals("postgres"))
                    .map(stat -> stat.millis(OWN_TIME) + stat.millis(TIME_OF_ENDED_CHILDREN))
                    .orElse(0.0);
        }
        return new Millis(
                own(gateway.pid()), postgres, own(ProcessHandle.current().pid()));
    }

    private static double own(long pid) {
        return stat(pid).map(stat -> stat.millis(OWN_TIME)).orElse(0.0);
    }

    /** @return empty when the process has ended */
    private static Optional<Stat> stat(long pid) {
        try {
            String text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            // The name stands in parentheses and may hold some itself.
            int end = text.lastIndexOf(')');
            String name = text.substring(text.indexOf('(') + 1, end);
            return Optional.of(new Stat(name, List.of(text.substring(end + 2).split(" "))));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException e) {
            // Reading fails, too, when the process ends in between.
            if (ProcessHandle.of(pid).isEmpty()) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        }
    }

    private record Stat(String name, List<String> fields) {

        /** User and system time, which stand next to each other. */
        double millis(int at) {
            return (Long.parseLong(fields.get(at)) + Long.parseLong(fields.get(at + 1))) * MILLIS_PER_TICK;
        }
    }
}
