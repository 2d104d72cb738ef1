package io.claudeflow.swarm.operator.status;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures as a status shows them: coarse, so that a busy store changes its status seldom and one at rest never. */
public final class Rounded {
    private static final List<String> SUFFIXES = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

    private Rounded() {}

    /** A count: exact below a thousand, three digits above. */
    public static long count(long exact) {
        return BigDecimal.valueOf(exact).round(THREE_DIGITS).longValueExact();
    }

    /** A size with two digits, such as {@code 1.2Mi}, {@code 12Mi} or {@code 120Mi}. */
    public static String size(long bytes) {
        var value = BigDecimal.valueOf(bytes);
        int suffix = 0;
        while (suffix < SUFFIXES.size() - 1 && value.compareTo(BigDecimal.valueOf(1024)) >= 0) {
            value = value.divide(BigDecimal.valueOf(1024), MathContext.DECIMAL64);
            suffix++;
        }
        var rounded = value.round(TWO_DIGITS).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString() + SUFFIXES.get(suffix);
    }

    /** A share in whole percent; null stays null. */
    public static @Nullable String percent(@Nullable Double share) {
        return share == null ? null : Math.round(Math.clamp(share, 0.0, 1.0) * 100) + "%";
    }
}
