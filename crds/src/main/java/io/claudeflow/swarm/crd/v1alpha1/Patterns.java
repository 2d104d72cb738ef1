package io.claudeflow.swarm.crd.v1alpha1;

/** Regular expressions of names, as Kubernetes defines them; only those called optional allow the empty text. */
final class Patterns {
    /** DNS-1123 label: namespaces. */
    static final String DNS_LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /** DNS-1123 subdomain: names of claims, classes, secrets, service accounts. */
    static final String DNS_SUBDOMAIN = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** A DNS-1123 subdomain or nothing. */
    static final String OPTIONAL_DNS_SUBDOMAIN =
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$";

    /** DNS-1035 label: names of clusters and stores, because Services are named after them. */
    static final String DNS_1035 = "^[a-z]([-a-z0-9]*[a-z0-9])?$";

    /** A label value that is not empty. */
    static final String LABEL_VALUE = "^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";

    /** A label value, which may be empty. */
    static final String OPTIONAL_LABEL_VALUE = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

    /** The tag of an image. */
    static final String IMAGE_TAG = "^[A-Za-z0-9_][-A-Za-z0-9_.]*$";

    /** The reference of an image: no blanks; the registry decides about the rest. */
    static final String IMAGE = "^[A-Za-z0-9][-A-Za-z0-9_.:/@]*$";

    /** A key inside a Secret. */
    static final String SECRET_KEY = "^[-._a-zA-Z0-9]+$";

    /** Name of an environment variable. */
    static final String VARIABLE = "^[A-Za-z_][A-Za-z0-9_]*$";

    /** A time in milliseconds, seconds or minutes. */
    static final String LATENCY = "^[0-9]{1,7}(ms|s|m)$";

    /** An address of IPv4 or IPv6, or a name; the service decides about the rest. */
    static final String ADDRESS = "^[0-9A-Za-z:.-]+$";

    /** A quantity that is not negative. */
    static final String QUANTITY = "^([0-9]+([.][0-9]*)?|[.][0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?$";

    /** Name of a time zone in the tz database; whether there is one of that name is looked up later. */
    static final String TIME_ZONE = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$";

    /** A name in a memory: anything but control characters. */
    static final String MEMORY_NAME = "^[^\\x00-\\x1f\\x7f]+$";

    private Patterns() {}
}
