/**
 * The Kubernetes API of the project, group {@code swarm.claudeflow.io}, version {@code v1alpha1}: two kinds, their
 * specs and their status as records. The custom resource definitions are generated from these records.
 *
 * <p>The records are the wire: a component that is absent in a document is {@code null} here and stays absent when it
 * is written, an explicit {@code false} stays {@code false}, unknown fields are dropped and an unknown enum value
 * becomes {@code UNKNOWN}, so that a document from another version never stops the operator. No logic lives here.
 */
@NullMarked
package io.claudeflow.swarm.crd.v1alpha1;

import org.jspecify.annotations.NullMarked;
