package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Day;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import java.time.LocalDate;

/** The keys of a contact. */
final class ContactKeys {
    static final Key<String> ROLE =
            Key.required("role", Words.ID.like("incident-commander"), "For example incident-commander.");
    static final Key<String> NAME = Key.required("name", Words.LINE, "Who: a person or a group.");
    static final Key<String> PHONE = Key.optional("phone", Words.PHONE, "Phone number in international form.");
    static final Key<String> EMAIL = Key.optional("email", Words.EMAIL, "E-mail address.");
    static final Key<LocalDate> CONFIRMED =
            Key.required("confirmed", Day.DAY, "The day somebody last made sure that this is still right.");

    static final Mapping TYPE = Mapping.of(ROLE, NAME, PHONE, EMAIL, CONFIRMED);

    private ContactKeys() {}

    static Contact build(Section contact) {
        return new Contact(
                contact.require(ROLE),
                contact.require(NAME),
                contact.get(PHONE),
                contact.get(EMAIL),
                contact.require(CONFIRMED));
    }
}
