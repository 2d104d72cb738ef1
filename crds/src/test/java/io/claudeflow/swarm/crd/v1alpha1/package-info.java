/** Tests of the wire, and the generator of the custom resource definitions. */
@NullMarked
package io.claudeflow.swarm.crd.v1alpha1;

import org.jspecify.annotations.NullMarked;
