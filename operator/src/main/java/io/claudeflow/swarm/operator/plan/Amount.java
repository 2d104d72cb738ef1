package io.claudeflow.swarm.operator.plan;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Quantities in the spelling the API server answers with, so that {@code 1024Mi} and {@code 1Gi} never look different.
 */
public final class Amount {
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T", "P", "E");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private Amount() {}

    /** {@code quantity} in whole bytes, rounded up, with the largest suffix of its own family that divides it. */
    public static String ofBytes(Quantity quantity) {
        return spelled(bytes(quantity), isBinary(quantity));
    }

    private static boolean isBinary(Quantity quantity) {
        return quantity.getFormat() != null && quantity.getFormat().endsWith("i");
    }

    private static String spelled(BigDecimal amount, boolean binary) {
        var bytes = amount;
        var step = binary ? BigDecimal.valueOf(1024) : THOUSAND;
        var suffixes = binary ? BINARY : DECIMAL;
        int suffix = 0;
        while (bytes.signum() != 0
                && suffix < suffixes.size() - 1
                && bytes.remainder(step).signum() == 0) {
            bytes = bytes.divide(step, RoundingMode.UNNECESSARY);
            suffix++;
        }
        return bytes.toBigInteger() + suffixes.get(suffix);
    }

    /** The sum of two quantities, canonical, in the family of the first. */
    public static String sum(String one, String other) {
        return spelled(bytes(one).add(bytes(other)), isBinary(new Quantity(one)));
    }

    /** Less than 0 when {@code one} is less than {@code other}, more than 0 when it is more. */
    public static int compare(String one, String other) {
        return bytes(one).compareTo(bytes(other));
    }

    /** {@code quantity} in bytes. */
    public static BigDecimal bytes(String quantity) {
        return bytes(new Quantity(quantity));
    }

    /** {@code quantity} in bytes, rounded up to whole ones. */
    public static BigDecimal bytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity).setScale(0, RoundingMode.CEILING);
    }

    /** Processor time as whole cores or, when that is not exact, as thousandths with the suffix {@code m}. */
    public static String ofCores(Quantity quantity) {
        var thousandths = Quantity.getAmountInBytes(quantity).multiply(THOUSAND).setScale(0, RoundingMode.CEILING);
        return thousandths.remainder(THOUSAND).signum() == 0
                ? thousandths
                        .divide(THOUSAND, RoundingMode.UNNECESSARY)
                        .toBigInteger()
                        .toString()
                : thousandths.toBigInteger() + "m";
    }
}
