//! What the columns of each table can hold.

/// A table beside the orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    Customers,
    FollowUps,
    Costs,
    Receivables,
    Claims,
    Stock,
    Targets,
}

impl TableKind {
    /// All tables, in the order in which they are shown.
    pub const ALL: [TableKind; 7] = [
        TableKind::Customers,
        TableKind::FollowUps,
        TableKind::Costs,
        TableKind::Receivables,
        TableKind::Claims,
        TableKind::Stock,
        TableKind::Targets,
    ];

    /// Gives the name of the option: `follow-ups`.
    pub fn option(self) -> &'static str {
        match self {
            TableKind::Customers => "customers",
            TableKind::FollowUps => "follow-ups",
            TableKind::Costs => "costs",
            TableKind::Receivables => "receivables",
            TableKind::Claims => "claims",
            TableKind::Stock => "stock",
            TableKind::Targets => "targets",
        }
    }

    /// Gives the name used in `--map`, the settings file and JSON: `follow_ups`.
    pub fn name(self) -> &'static str {
        match self {
            TableKind::FollowUps => "follow_ups",
            other => other.option(),
        }
    }

    /// Gives the table of that name.
    pub fn named(name: &str) -> Option<TableKind> {
        TableKind::ALL.into_iter().find(|table| table.name() == name || table.option() == name)
    }

    /// Gives the fields that its columns can hold, in the order of a template.
    pub fn fields(self) -> &'static [TableField] {
        use TableField as F;
        match self {
            TableKind::Customers => &[
                F::CustomerId,
                F::Customer,
                F::Owner,
                F::Merchandiser,
                F::Country,
                F::Channel,
                F::Status,
                F::Registered,
                F::RegisteredBy,
                F::Class,
                F::Potential,
                F::Satisfaction,
                F::Parent,
                F::ReferredBy,
                F::Contact,
                F::Phone,
                F::Email,
                F::Terms,
                F::FirstContact,
                F::Memo,
            ],
            TableKind::FollowUps => {
                &[F::Date, F::CustomerId, F::Customer, F::Who, F::Channel, F::Said, F::Reason, F::Outcome, F::Next]
            }
            TableKind::Costs => &[F::Date, F::CustomerId, F::Customer, F::Kind, F::Amount],
            TableKind::Receivables => &[F::CustomerId, F::Customer, F::Due, F::Amount],
            TableKind::Claims => &[F::Date, F::CustomerId, F::Customer, F::Product, F::Kind, F::Amount],
            TableKind::Stock => &[F::CustomerId, F::Customer, F::Product, F::Quantity, F::Amount],
            TableKind::Targets => &[F::Period, F::Owner, F::CustomerId, F::Customer, F::Amount],
        }
    }

    /// Gives the fields without which a table cannot be read, each with those that serve as well.
    pub fn needs(self) -> &'static [&'static [TableField]] {
        use TableField as F;
        const WHO: &[F] = &[F::Customer, F::CustomerId];
        match self {
            TableKind::Customers => &[WHO],
            TableKind::FollowUps | TableKind::Claims => &[WHO, &[F::Date]],
            TableKind::Costs => &[WHO, &[F::Date], &[F::Amount]],
            TableKind::Receivables => &[WHO, &[F::Due], &[F::Amount]],
            TableKind::Stock => &[WHO, &[F::Quantity, F::Amount]],
            TableKind::Targets => &[&[F::Period], &[F::Amount]],
        }
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    Day,
    Money,
    Number,
}

/// A meaning that a column of a table can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableField {
    CustomerId,
    Customer,
    Owner,
    Merchandiser,
    Country,
    Channel,
    Status,
    Registered,
    RegisteredBy,
    Class,
    Potential,
    Satisfaction,
    Parent,
    ReferredBy,
    Contact,
    Phone,
    Email,
    Terms,
    FirstContact,
    Memo,
    Date,
    Who,
    Said,
    Reason,
    Outcome,
    Next,
    Kind,
    Due,
    Product,
    Quantity,
    Period,
    Amount,
}

impl TableField {
    /// All fields.
    pub const ALL: [TableField; 32] = [
        TableField::CustomerId,
        TableField::Customer,
        TableField::Owner,
        TableField::Merchandiser,
        TableField::Country,
        TableField::Channel,
        TableField::Status,
        TableField::Registered,
        TableField::RegisteredBy,
        TableField::Class,
        TableField::Potential,
        TableField::Satisfaction,
        TableField::Parent,
        TableField::ReferredBy,
        TableField::Contact,
        TableField::Phone,
        TableField::Email,
        TableField::Terms,
        TableField::FirstContact,
        TableField::Memo,
        TableField::Date,
        TableField::Who,
        TableField::Said,
        TableField::Reason,
        TableField::Outcome,
        TableField::Next,
        TableField::Kind,
        TableField::Due,
        TableField::Product,
        TableField::Quantity,
        TableField::Period,
        TableField::Amount,
    ];

    /// Gives the name used in `--map` and in JSON.
    pub fn name(self) -> &'static str {
        use TableField as F;
        match self {
            F::CustomerId => "customer_id",
            F::Customer => "customer",
            F::Owner => "owner",
            F::Merchandiser => "merchandiser",
            F::Country => "country",
            F::Channel => "channel",
            F::Status => "status",
            F::Registered => "registered",
            F::RegisteredBy => "registered_by",
            F::Class => "class",
            F::Potential => "potential",
            F::Satisfaction => "satisfaction",
            F::Parent => "parent",
            F::ReferredBy => "referred_by",
            F::Contact => "contact",
            F::Phone => "phone",
            F::Email => "email",
            F::Terms => "terms",
            F::FirstContact => "first_contact",
            F::Memo => "memo",
            F::Date => "date",
            F::Who => "who",
            F::Said => "said",
            F::Reason => "reason",
            F::Outcome => "outcome",
            F::Next => "next",
            F::Kind => "kind",
            F::Due => "due",
            F::Product => "product",
            F::Quantity => "quantity",
            F::Period => "period",
            F::Amount => "amount",
        }
    }

    /// Gives what the values are.
    pub fn holds(self) -> Holds {
        use TableField as F;
        match self {
            F::Registered | F::FirstContact | F::Date | F::Next | F::Due => Holds::Day,
            F::Amount => Holds::Money,
            F::Quantity => Holds::Number,
            _ => Holds::Text,
        }
    }
}
