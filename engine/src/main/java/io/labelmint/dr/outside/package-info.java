/**
 * The world outside AWS, as far as the product changes it: posts to web addresses that are secrets. What is here is used
 * by {@link io.labelmint.dr.aws.Hands} alone.
 */
package io.labelmint.dr.outside;
