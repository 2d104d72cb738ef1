package io.claudeflow.swarm.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final TokenBucket limiter =
            new TokenBucket(3, Duration.ofSeconds(2), ((InstantSource) now::get).withZone(ZoneOffset.UTC));
    private final TokenBucket.State state = limiter.initState();

    @Test
    void shouldAdmitTheBurstAtOnceAndThenSayHowLongToWait() {
        useUpTheBurst();

        pass(Duration.ofMillis(500));
        assertThat(limiter.isLimited(state)).contains(Duration.ofMillis(1500));
    }

    private void useUpTheBurst() {
        assertThat(limiter.isLimited(state)).isEmpty();
        assertThat(limiter.isLimited(state)).isEmpty();
        assertThat(limiter.isLimited(state)).isEmpty();
        assertThat(limiter.isLimited(state)).contains(Duration.ofSeconds(2));
    }

    @Test
    void shouldAdmitOneMorePerRefillWhenTheBurstIsUsedUp() {
        useUpTheBurst();

        pass(Duration.ofSeconds(2));
        assertThat(limiter.isLimited(state)).isEmpty();
        assertThat(limiter.isLimited(state)).contains(Duration.ofSeconds(2));
    }

    @Test
    void shouldHoldNoMoreThanTheBurstAfterALongRest() {
        useUpTheBurst();

        pass(Duration.ofHours(1));
        useUpTheBurst();
    }

    @Test
    void shouldWaitNoLongerThanARefillWhenTheClockGoesBack() {
        pass(Duration.ofMinutes(-5));
        assertThat(limiter.isLimited(state)).isEmpty();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
